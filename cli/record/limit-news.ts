import type { RecordOptions } from '../../src/index.js';

/** Tells the operator when the target goes or comes back, and when a limit is reached. */
export function limitNews(
  tell: (message: string) => void,
): Required<Pick<RecordOptions, 'onTarget' | 'onLimit'>> {
  return {
    onTarget: (state, reason) =>
      tell(
        state === 'down'
          ? `the target can't be reached (${reason}); desktops get 502 until it is back`
          : 'the target is back',
      ),
    onLimit: tell,
  };
}
