import type { Desktop } from './desktop.js';
import { logIn, operate, post, type Script } from './scripts.js';
import { tweetNotices } from './tweet-notices.js';

/** An agent with two tabs of one browser: each gets all notifications, whichever made the call. */
export function twoTabs(): Script {
  return async (desktop) => {
    await logIn(desktop);
    const tab = desktop.openTab();
    const both = [desktop, tab];
    await tab.request('GET', '/api/v2/me');
    for (const each of both) {
      await each.handshake();
      await each.subscribe('/v2/me/*');
    }
    await post(desktop, '/api/v2/me', { operationName: 'StartContactCenterSession' });
    for (const each of both) await saw(each, 2);
    const ids = tweetNotices(desktop.transcript().sights).map(({ id }) => id);
    const [first = '', second = ''] = ids;
    await operate(desktop, first, { operationName: 'Accept' }, 'Processing');
    await operate(tab, second, { operationName: 'Accept' }, 'Processing');
    await operate(tab, first, { operationName: 'Complete' }, 'Completed');
    await operate(desktop, second, { operationName: 'Complete' }, 'Completed');
    for (const each of both) await saw(each, 6);
    await tab.disconnect();
    await post(desktop, '/api/v2/me', { operationName: 'EndContactCenterSession' });
    await desktop.disconnect();
  };
}

function saw(desktop: Desktop, count: number): Promise<void> {
  return desktop.until(`${count} notices`, (sights) => tweetNotices(sights).length >= count);
}
