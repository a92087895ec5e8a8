import type { Headers } from '../../recording/exchange.js';
import type { Answer } from '../exchange-at-the-door.js';

/** An answer in the form that `node:http` sends quickest. */
export interface ReadyAnswer {
  /** Names and values in turn: the form that keeps order, repeats and case of names. */
  readonly head: string[];
  /** The body with a character for each byte (latin1), which goes out in one piece with the head; null if there is none, or it is long. */
  readonly text: string | null;
}

/** Longer bodies gain nothing. */
const longestText = 12 * 1024;

const known = new WeakMap<Answer, ReadyAnswer>();

/** Makes an answer ready that will go out more than once. */
export function makeReady(answer: Answer): void {
  const { headers, body } = answer;
  const text =
    body === null || body.length > longestText
      ? null
      : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  known.set(answer, { head: flat(headers), text });
}

export function readyAnswer(answer: Answer): ReadyAnswer {
  return known.get(answer) ?? { head: flat(answer.headers), text: null };
}

function flat(headers: Headers): string[] {
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  return list;
}
