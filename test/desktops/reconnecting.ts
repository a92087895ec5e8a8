import { logIn, operate, post, type Script } from './scripts.js';
import { tweetNotices } from './tweet-notices.js';

export interface ReconnectingOptions {
  /** Lets the server forget the desktop's Bayeux session. Without it the session goes on. */
  readonly expire?: () => void;
}

/** An agent whose Bayeux session is lost in mid-work: the client shakes hands and subscribes again. */
export function reconnecting({ expire }: ReconnectingOptions = {}): Script {
  return async (desktop) => {
    await logIn(desktop);
    await desktop.handshake();
    await desktop.subscribe('/v2/me/*');
    await post(desktop, '/api/v2/me', { operationName: 'StartContactCenterSession' });
    await desktop.until('two invitations', (sights) => tweetNotices(sights).length >= 2);
    const ids = tweetNotices(desktop.transcript().sights).map(({ id }) => id);
    const [first = '', second = ''] = ids;
    await operate(desktop, first, { operationName: 'Accept' }, 'Processing');
    if (expire) {
      expire();
      await desktop.until(
        'the second subscription',
        (sights) => sights.filter(({ kind }) => kind === 'subscribe').length === 2,
      );
    }
    await operate(desktop, second, { operationName: 'Accept' }, 'Processing');
    for (const id of ids.slice(0, 2)) {
      await operate(desktop, id, { operationName: 'Complete' }, 'Completed');
    }
    await post(desktop, '/api/v2/me', { operationName: 'EndContactCenterSession' });
    await desktop.disconnect();
  };
}
