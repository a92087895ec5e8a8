import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { serve, understudy } from '../e2e/command.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

function recorded(): string {
  const file = folder.path('recording.db');
  buildRecording(file, (b) => {
    const session = b.session('a1');
    b.exchange({
      session,
      path: '/me/tweets/1',
      requestHeaders: [['Authorization', 'Basic a1:x']],
      requestBody: '{"operationName":"Complete"}',
      responseBody: 'recorded',
    });
  });
  return file;
}

const complete = (url: string): Promise<Response> =>
  fetch(`${url}/me/tweets/1`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` },
    body: '{"operationName":"Complete"}',
  });

describe('understudy replay --fault', () => {
  it('lets go wrong what it says, and tells it at the end', async () => {
    const report = folder.path('report.json');
    const standIn = await serve(
      ...['replay', recorded(), '--listen', '127.0.0.1:0', '--report', report, '--fault-seed', '7'],
      ...['--fault', 'error:status=502,operation=Complete', '--fault', 'drop:operation=Acept'],
    );
    expect((await complete(standIn.url)).status).toBe(502);
    expect(await (await complete(standIn.url)).text()).toBe('recorded');
    const { status, stdout } = await standIn.stop();
    expect(status).toBe(0);
    expect(stdout).toContain('1 fault injected: 1 answer replaced by an error');
    expect(stdout).toContain('the fault drop:operation=Acept hit nothing');
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      faults: [
        {
          rule: 'error:operation=Complete,status=502',
          kind: 'error',
          user: 'a1',
          session: 1,
          copy: 1,
          place: { act: 1, exchange: 1, notification: null },
        },
      ],
      untoldFaults: 0,
      idleFaults: ['drop:operation=Acept'],
    });
  });

  it.each([
    [['--fault', 'drpo'], "'drpo' is no fault; give drop, double, late"],
    [['--fault', 'drop:rate=NaN'], "'rate=NaN' of the fault drop: give a number from 0 to 1"],
    [['--fault', 'late:ms=99999999999'], 'give a whole number from 1 to 2147483647'],
    [['--fault-seed', 'x'], 'It must be a whole number'],
  ])('is wrong usage with %j, in one line', async (args, message) => {
    const { status, stderr } = await understudy('replay', recorded(), ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
