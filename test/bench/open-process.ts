/** Opens a recording, in a process of its own: `{ file }` comes as a message, its `OpenTimes` go back. */
import { openRecording } from '../../src/recording/open-recording.js';
import { answerMessages } from './answer-messages.js';
import type { OpenTimes } from './open-times.js';

answerMessages(async ({ file }: { readonly file: string }): Promise<OpenTimes> => {
  const moments = [performance.now()];
  const took = (): number => {
    moments.push(performance.now());
    return (moments.at(-1) ?? 0) - (moments.at(-2) ?? 0);
  };
  using recording = openRecording(file);
  const open = took();
  recording.sessions();
  const sessions = took();
  let exchanges = 0;
  // Ids rise by one, so this finds the last.
  for (let step = 2 ** 30; step >= 1; step /= 2) {
    if (recording.exchange(exchanges + step) !== null) exchanges += step;
  }
  took();
  void recording.exchange(exchanges)?.responseBody;
  return { exchanges, open, sessions, last: took() };
});
