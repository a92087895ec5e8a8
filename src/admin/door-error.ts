import { UnderstudyError, UsageError, WaitError } from '../errors.js';

/** What an error is called in an answer, with its status (RFC 9110 §15.5). */
export const doorErrors = {
  'bad-request': 400,
  'not-allowed': 401,
  'foreign-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  conflict: 409,
  reset: 409,
  closed: 409,
  'too-large': 413,
  'not-json': 415,
  'wrong-host': 421,
  failed: 500,
  busy: 503,
  starting: 503,
} as const;

export type DoorErrorName = keyof typeof doorErrors;

/** Why something was not done, as it is answered. */
export class DoorError extends Error {
  override readonly name = 'DoorError';

  constructor(
    readonly error: DoorErrorName,
    message: string,
    /** What else is to be said, a line each. */
    readonly details?: readonly string[],
  ) {
    super(message);
  }

  get status(): number {
    return doorErrors[this.error];
  }

  /** As JSON text. */
  get text(): string {
    const { error, message, details } = this;
    return `${JSON.stringify({ error, message, ...(details === undefined ? {} : { details }) })}\n`;
  }
}

/** What whoever asked is told of an error; not what went wrong within. */
export function doorErrorOf(error: unknown): DoorError {
  if (error instanceof DoorError) return error;
  if (error instanceof WaitError) {
    const [message = '', ...details] = error.message.split('\n');
    return new DoorError(error.reason, message, details);
  }
  if (error instanceof UsageError) return new DoorError('bad-request', oneLine(error.message));
  if (error instanceof UnderstudyError) return new DoorError('failed', oneLine(error.message));
  return new DoorError('failed', 'failed');
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/gu, ' ');
}
