import { byId, setText } from '../dom.js';
import { act } from '../emulator.js';

/** The controls of the selected user: opening the chat, the subscription, and profile settings. */
export function showUserControls(store) {
  const controls = byId('user-controls');
  const [context, subscribe, personalization, devices] = [
    'context',
    'subscribe',
    'personalization',
    'devices',
  ].map(byId);
  const asUser = (name, fields) => act(name, { user: store.selectedId, ...fields });

  byId('open-chat').addEventListener('submit', (event) => {
    event.preventDefault();
    // Viber does not distinguish a deep link without a context from opening the chat directly.
    asUser('open-chat', context.value === '' ? {} : { context: context.value });
  });
  subscribe.addEventListener('click', () => {
    asUser(store.selected.subscribed ? 'unsubscribe' : 'subscribe');
  });
  byId('see').addEventListener('click', () => {
    asUser('see');
  });
  personalization.addEventListener('change', () => {
    asUser('update-user', { profile: { personalization: personalization.checked } });
  });
  devices.addEventListener('change', () => {
    if (devices.value !== '' && devices.checkValidity())
      asUser('update-user', { profile: { devices: devices.valueAsNumber } });
  });

  return ({ users, selection }) => {
    if (!users && !selection) return;
    const user = store.selected;
    controls.toggleAttribute('inert', user === undefined);
    setText(subscribe, user?.subscribed === true ? 'Unsubscribe' : 'Subscribe');
    byId('see').disabled = !user?.chat.some(({ status }) => status === 'delivered');
    setText(byId('subscription'), subscriptionOf(user));
    personalization.checked = user?.profile.personalization === true;
    if (document.activeElement !== devices) devices.value = user?.profile.devices ?? '';
  };
}

function subscriptionOf(user) {
  if (user === undefined) return 'No user yet';
  return user.subscribed ? `${user.profile.name} is subscribed` : `${user.profile.name} is not subscribed`;
}
