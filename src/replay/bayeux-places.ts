import type { Credentials } from '../acts/credentials.js';
import type { Headers } from '../recording/exchange.js';
import { headerValue } from '../recording/headers.js';
import type { LiveRequest } from './exchange-at-the-door.js';
import type { Repertoire } from './script/repertoire.js';

/** Where the recorded server spoke Bayeux. */
export interface BayeuxPlaces {
  /** Whether a request comes there. */
  isAt(request: LiveRequest): boolean;
  /** Whether it comes there as Bayeux does, though its content is none: servers answer 400. */
  isBroken(request: LiveRequest): boolean;
  /** Exchange id of the recorded refusal to open a websocket without credentials, if that is what it wants. */
  deniedUpgrade(request: LiveRequest): number | null;
}

export function bayeuxPlaces(
  repertoire: Pick<Repertoire, 'bayeuxPaths' | 'deniedUpgrade'>,
  credentialsOf: (headers: Headers) => Credentials,
): BayeuxPlaces {
  const isAt = ({ target }: LiveRequest): boolean => {
    const path = target.replace(/\?.*$/su, '');
    return [...repertoire.bayeuxPaths].some((each) => path === each || path.startsWith(`${each}/`));
  };
  return {
    isAt,
    isBroken(request) {
      const { method, target } = request;
      const isSo = method === 'POST' || (method === 'GET' && /[?&]jsonp=/u.test(target));
      return isSo && isAt(request);
    },
    deniedUpgrade({ headers }) {
      const wanted = headerValue(headers, 'upgrade')?.toLowerCase() === 'websocket';
      return wanted && !credentialsOf(headers).any ? repertoire.deniedUpgrade : null;
    },
  };
}
