import { byId } from './dom.js';
import { act } from './emulator.js';

/** The switches for what goes wrong between Viber and the webhook. */
export function showFaults(store) {
  const inputs = [...byId('faults').querySelectorAll('input')];
  for (const input of inputs) {
    input.addEventListener('change', () => {
      if (!input.checkValidity()) return;
      const value = input.type === 'checkbox' ? input.checked : Number(input.value);
      act('faults', { faults: { [input.name]: value } });
    });
  }
  return ({ faults }) => {
    if (!faults) return;
    for (const input of inputs) {
      const value = store.faults[input.name];
      if (input.type === 'checkbox') input.checked = value === true;
      else if (document.activeElement !== input) input.value = value ?? 0;
    }
  };
}
