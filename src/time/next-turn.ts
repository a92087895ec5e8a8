import { setImmediate } from 'node:timers';

/** Calls back once input and output that are there already were dealt with; fake timers don't keep it waiting. */
export function nextTurn(callback: () => void): void {
  setImmediate(callback);
}
