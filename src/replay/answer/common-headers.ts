import type { Headers } from '../../recording/exchange.js';
import { type HeaderChanges, liveHeaders } from './live-headers.js';

const known = new WeakMap<Headers, { readonly origin: string; readonly live: Headers }>();

/** As `liveHeaders`, for headers that go out again and again: made once, if nothing in them belongs to a live session. */
export function commonHeaders(recorded: Headers, origin: string, changes: HeaderChanges): Headers {
  const before = known.get(recorded);
  if (before?.origin === origin) return before.live;
  let personal = false;
  const live = liveHeaders(recorded, {
    ...changes,
    secret(each) {
      personal = true;
      return changes.secret(each);
    },
  });
  if (!personal) known.set(recorded, { origin, live });
  return live;
}
