import { expect, it } from 'vitest';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent } from './agent-recording.js';
import { PaperDesktop, play } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();

/** How often agent and supervisor hear of a call that the agent makes three times, though it was recorded once; a call of the supervisor's tells the agent something, too. */
function heard(together: boolean): readonly number[] {
  using recording = recordingOf(folder, (b) => {
    const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
    for (const each of [s1, a1]) {
      each.logIn();
      each.handshake();
      each.subscribe('/v2/me/tweets');
    }
    const call = a1.call('/one', '{}', '{"statusCode":0}', ['{"n":1}']);
    b.link({ call, notification: s1.notice('{"n":1}'), rule: 'copy', copy: true });
    const watch = s1.call('/watch', '{}', '{}');
    b.link({ call: watch, notification: a1.notice('{"n":2}'), rule: 'copy', copy: true });
  });
  const stage = play(recording, { together, repeat: 'last' });
  const desktops = ['a1', 's1'].map((user) => PaperDesktop.ready(stage, user));
  desktops[1]?.text('/watch', '{}');
  for (let n = 0; n < 3; n++) desktops[0]?.text('/one', '{}');
  for (const each of desktops) each.connect();
  expect(stage.report()).toMatchObject({ misses: [], undelivered: [] });
  return desktops.map(({ notices }) => notices.length);
}

it('a repeated call tells its own desktop again, and others once', () => {
  expect(heard(true)).toEqual([4, 1]);
  // Alone, all that the desktop got is released by its own acts.
  expect(heard(false)).toEqual([6, 1]);
});
