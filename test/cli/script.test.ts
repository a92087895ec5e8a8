import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { understudy } from '../e2e/command.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

function written(script: object): string {
  const file = folder.path(`script-${folder.files().length}.json`);
  writeFileSync(file, JSON.stringify(script));
  return file;
}

function recorded(): { readonly file: string; readonly notification: number } {
  const file = folder.path(`recording-${folder.files().length}.db`);
  let notification = 0;
  buildRecording(file, (b) => {
    const session = b.session('a1');
    notification = b.notification({ session, data: '{"messageType":"M"}' });
  });
  return { file, notification };
}

describe('--script', () => {
  it('shows what a replay would go by', async () => {
    const { file, notification } = recorded();
    const script = written({ notifications: [{ notification, drop: true }] });
    const { status, stdout } = await understudy('show', file, '--script', script);
    expect(status).toBe(0);
    expect(stdout).toContain('unsolicited, dropped by the script\n');
  });

  it.each(['show', 'replay'])(
    'ends %s with status 2 and one line if it names nothing',
    async (verb) => {
      const { file } = recorded();
      const script = written({ notifications: [{ notification: 99, drop: true }] });
      const more = verb === 'replay' ? ['--listen', '127.0.0.1:0'] : [];
      const { status, stderr } = await understudy(verb, file, '--script', script, ...more);
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^.*script-\d+\.json: \/notifications\/0 names notification 99, which is not there; see .*\n$/u,
      );
    },
  );
});
