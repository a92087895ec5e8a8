import type { Refusal } from './admission.js';
import { DoorError, type DoorErrorName } from './door-error.js';
import type { DoorAnswer } from './start-door.js';

const names: Readonly<Record<number, DoorErrorName>> = {
  401: 'not-allowed',
  403: 'foreign-origin',
  421: 'wrong-host',
};

/** A refusal as JSON. */
export function refusalText({ status, text }: Refusal): DoorAnswer {
  return errorAnswer(new DoorError(names[status] ?? 'failed', text));
}

export function errorAnswer({ status, text }: DoorError): DoorAnswer {
  return { status, contentType: 'application/json', body: text };
}
