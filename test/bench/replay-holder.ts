import { setImmediate } from 'node:timers/promises';
import { replay } from '../../src/index.js';
import { type Holder, holderChannel } from './holder.js';

/** What this needs of a stand-in: that which the library gives to tests. */
interface Pushing {
  push(notification: { readonly channel: string; readonly data: unknown }): number;
  untilIdle(): Promise<void>;
  reset(): Promise<void>;
}

/** Turns of the loop in which all that has been sent by then is read. */
const turns = 100;

/** The stand-in, by the library; null if it can't push. */
export async function replayHolder(file: string): Promise<Holder | null> {
  const standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 } });
  const pushing: Partial<Pushing> = standIn as object;
  if (!canPush(pushing)) {
    await standIn.close();
    return null;
  }
  let held = 0;
  return {
    url: standIn.url,
    async holds(desktops) {
      // It does not tell how many, but when nothing is under way but what is held.
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      await pushing.untilIdle();
      held = desktops;
    },
    publish(data) {
      const reached = pushing.push({ channel: holderChannel, data });
      if (reached !== held) throw new Error(`it went to ${reached} desktops of ${held}`);
    },
    forget: () => pushing.reset(),
  };
}

function canPush(standIn: Partial<Pushing>): standIn is Pushing {
  return (['push', 'untilIdle', 'reset'] as const).every((name) => standIn[name] !== undefined);
}
