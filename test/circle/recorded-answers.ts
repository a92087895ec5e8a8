import { bodyText } from '../../src/recording/body-text.js';
import type { RecordedExchange } from '../../src/recording/reader.js';
import { requestName } from '../staging/plant.js';

/** An answer of the API in a recording. */
export interface RecordedAnswer {
  readonly exchange: RecordedExchange;
  readonly user: string;
  /** See `requestName`. */
  readonly request: string;
  /** Which of the user's equal requests, counted from 0. */
  readonly nth: number;
  readonly text: string;
}

/** Answers of the API to those who have logged in, but for what was polled. */
export function answersIn(
  all: readonly RecordedExchange[],
  users: ReadonlyMap<number, string | null>,
): readonly RecordedAnswer[] {
  const met = new Map<string, number>();
  const answers: RecordedAnswer[] = [];
  for (const exchange of all) {
    const user = users.get(exchange.session ?? -1) ?? null;
    if (user === null || (exchange.kind !== 'call' && exchange.kind !== 'safe')) continue;
    if (!exchange.requestHeaders.some(([name]) => /^(cookie|authorization)$/iu.test(name))) {
      continue;
    }
    const request = requestName(exchange.method, exchange.path, exchange.operation);
    const key = JSON.stringify([user, request]);
    const nth = met.get(key) ?? 0;
    met.set(key, nth + 1);
    const type = exchange.responseHeaders?.find(([name]) => /^content-type$/iu.test(name))?.[1];
    if (isPolled(all, exchange) || type?.startsWith('text/html')) continue;
    answers.push({ exchange, user, request, nth, text: bodyText(exchange.responseBody) ?? '' });
  }
  return answers;
}

/** Whether the same was asked more than once between two calls: how often is left to the desktop. */
function isPolled(all: readonly RecordedExchange[], exchange: RecordedExchange): boolean {
  if (exchange.kind !== 'safe') return false;
  const own = all.filter(
    ({ session, kind }) => session === exchange.session && (kind === 'call' || kind === 'safe'),
  );
  const at = own.indexOf(exchange);
  const after = own.slice(at + 1);
  const before = own.slice(0, at).reverse();
  return [after, before].some((list) => {
    const end = list.findIndex(({ kind }) => kind === 'call');
    const stretch = end < 0 ? list : list.slice(0, end);
    return stretch.some(({ method, path }) => method === exchange.method && path === exchange.path);
  });
}
