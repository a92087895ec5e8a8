import type { IncomingMessage, ServerResponse } from 'node:http';
import { DoorError, doorErrorOf } from './door-error.js';
import type { BoundOperation } from './operation.js';
import { readAsked } from './read-asked.js';
import { errorAnswer } from './refusal-text.js';
import type { RequestBody } from './request-body.js';
import type { DoorAnswer } from './start-door.js';

/** Operations that wait at a time: others still come in. */
export const mostWaiting = 192;

/** What is known of a door while it is open. */
export interface Conduct {
  readonly operations: readonly BoundOperation[];
  /** How many wait. */
  waiting: number;
}

/** Performs what was asked for, and says what it came to, whatever goes wrong. */
export async function performed(
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
  path: string,
  conduct: Conduct,
  otherPaths: readonly string[],
): Promise<DoorAnswer> {
  const here = conduct.operations.filter(({ operation }) => operation.path === path);
  if (here.length === 0) {
    const there = conduct.operations.map(
      ({ operation }) => `${operation.method} ${operation.path}`,
    );
    const all = [...there, ...otherPaths.map((each) => `GET ${each}`)].join(', ');
    return errorAnswer(new DoorError('not-found', `not here; there is ${all}`));
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const bound = here.find(({ operation }) => operation.method === method);
  if (bound === undefined) {
    const methods = here.map(({ operation }) => operation.method);
    const known = methods.flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each])).join(', ');
    const refused = errorAnswer(new DoorError('method-not-allowed', `only ${known}`));
    return { ...refused, headers: { Allow: known } };
  }
  try {
    const value = await outcomeOf(request, response, body, bound, conduct);
    return { status: 200, contentType: 'application/json', body: `${JSON.stringify(value)}\n` };
  } catch (error) {
    return errorAnswer(doorErrorOf(error));
  }
}

async function outcomeOf(
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
  bound: BoundOperation,
  conduct: Conduct,
): Promise<unknown> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const asked = await readAsked(request, body, bound);
  const waits = bound.operation.waits === true;
  if (waits && conduct.waiting >= mostWaiting) {
    throw new DoorError('busy', `${mostWaiting} requests wait already; try again later`);
  }
  if (waits) conduct.waiting++;
  // It may take a while until there is something to say.
  request.socket.setTimeout(0);
  try {
    return await bound.perform({ ...asked, signal: gone.signal });
  } finally {
    if (waits) conduct.waiting--;
  }
}
