/** @import { Store, View } from './store.js' */
import { byId } from './dom.js';
import { act } from './emulator.js';

/**
 * The controls for faults injected between Viber and the webhook.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showFaults(store) {
  const inputs = [...byId('faults', 'fieldset').querySelectorAll('input')];
  for (const input of inputs) {
    input.addEventListener('change', () => {
      if (!input.checkValidity()) return;
      const value = input.type === 'checkbox' ? input.checked : Number(input.value);
      act('faults', { faults: { [input.name]: value } });
    });
  }
  return ({ faults }) => {
    if (!faults) return;
    /** @type {Record<string, boolean | number>} */
    const values = { ...store.faults };
    for (const input of inputs) {
      const value = values[input.name];
      if (input.type === 'checkbox') input.checked = value === true;
      else if (document.activeElement !== input) input.value = String(value ?? 0);
    }
  };
}
