/** @import { Store, User, View } from '../store.js' */
import { byId, setText } from '../dom.js';
import { act } from '../emulator.js';
import { unreadOf } from './users.js';

/**
 * The controls of the selected user: the subscription, and profile settings.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showUserControls(store) {
  const controls = byId('user-controls', 'div');
  const subscribe = byId('subscribe', 'button');
  const personalization = byId('personalization', 'input');
  const numbers = { devices: byId('devices', 'input'), apiVersion: byId('api-version', 'input') };
  const see = byId('see', 'button');
  /**
   * @param {Parameters<typeof act>[0]} name
   * @param {object} fields
   */
  const actAsUser = (name, fields = {}) => act(name, { user: store.selectedId, ...fields });

  subscribe.addEventListener('click', () => {
    actAsUser(store.selected?.subscribed === true ? 'unsubscribe' : 'subscribe');
  });
  see.addEventListener('click', () => {
    actAsUser('see');
  });
  personalization.addEventListener('change', () => {
    actAsUser('update-user', { profile: { personalization: personalization.checked } });
  });
  for (const [name, input] of Object.entries(numbers)) {
    input.addEventListener('change', () => {
      if (input.value !== '' && input.checkValidity())
        actAsUser('update-user', { profile: { [name]: input.valueAsNumber } });
    });
  }

  return ({ users, selection }) => {
    if (!users && !selection) return;
    const user = store.selected;
    controls.toggleAttribute('inert', user === undefined);
    setText(subscribe, user?.subscribed === true ? 'Unsubscribe' : 'Subscribe');
    see.disabled = user === undefined || unreadOf(user).length === 0;
    showSubscription(user);
    personalization.checked = user?.profile.personalization === true;
    const { devices = '', apiVersion = '' } = user?.profile ?? {};
    if (document.activeElement !== numbers.devices) numbers.devices.value = String(devices);
    if (document.activeElement !== numbers.apiVersion) numbers.apiVersion.value = String(apiVersion);
  };
}

/** @param {User | undefined} user */
function showSubscription(user) {
  const name = user === undefined ? 'No user yet' : user.profile.name;
  setText(byId('subscription-user', 'bdi'), name);
  setText(
    byId('subscription', 'span'),
    user === undefined ? '' : user.subscribed ? ' is subscribed' : ' is not subscribed',
  );
}
