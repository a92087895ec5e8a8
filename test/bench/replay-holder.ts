import { setImmediate } from 'node:timers/promises';
import { replay } from '../../src/index.js';
import { type Holder, holderChannel } from './holder.js';

/** Turns of the loop in which all that has been sent by then is read. */
const turns = 100;

/** The stand-in, by the library. */
export async function replayHolder(file: string): Promise<Holder> {
  const standIn = await replay(file, { listen: { host: '127.0.0.1', port: 0 } });
  let held = 0;
  return {
    url: standIn.url,
    async holds(desktops) {
      // It does not tell how many, but when nothing is under way but what is held.
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      await standIn.untilIdle();
      held = desktops;
    },
    publish(data) {
      const reached = standIn.push({ channel: holderChannel, data });
      if (reached !== held) throw new Error(`it went to ${reached} desktops of ${held}`);
    },
    forget: () => standIn.reset(),
  };
}
