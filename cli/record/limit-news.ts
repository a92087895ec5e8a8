import type { RecordOptions } from '../../src/index.js';

/** Says on standard error when the target goes or comes back, and when a limit is reached. */
export const limitNews: Pick<RecordOptions, 'onTarget' | 'onLimit'> = {
  onTarget(state, reason) {
    console.error(
      state === 'down'
        ? `understudy: the target can't be reached (${reason}); desktops get 502 until it is back`
        : 'understudy: the target is back',
    );
  },
  onLimit(message) {
    console.error(`understudy: ${message}`);
  },
};
