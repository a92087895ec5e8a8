import { expect, it, onTestFinished } from 'vitest';
import { SeriesWriter } from '../../../src/capture/series/series-writer.js';
import type { RequestRow } from '../../../src/recording/exchange.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();

it('writes a gap that began before the new file into the one before as well, however late it is told', async () => {
  const writer = newWriter();
  writer.rotate(1_000);
  await writer.folded();
  const gap = { from: 900, to: 1_100, reason: 'the store did not keep up' };
  writer.gap(gap);
  expect(writer.close(2_000).gaps).toEqual([gap]);
  await writer.folded();
  const [one, two] = ['a.db', 'a.2.db'].map((name) => opened(name).info);
  expect([one?.gaps, two?.gaps]).toEqual([[gap], [gap]]);
  expect([one?.endedAt, two?.endedAt]).toEqual([1_000, 2_000]);
  expect(folder.files()).toEqual(['a.2.db', 'a.db']);
});

it('writes a session with its user where something of it stands, and nowhere else', async () => {
  const writer = newWriter();
  writer.session(1, 10);
  writer.user(1, 'ann');
  writer.session(2, 20);
  writer.rotate(1_000);
  writer.request({ ...request, id: 1, session: 1, seq: 1 });
  writer.rotate(2_000);
  writer.assign(1, 2);
  writer.user(2, 'bob');
  writer.close(3_000);
  await writer.folded();
  const users = (name: string) => opened(name).users();
  expect(users('a.2.db')).toEqual([{ id: 1, user: 'ann' }]);
  // The exchange is open, so that it goes on with its session.
  expect(users('a.3.db')).toEqual([
    { id: 1, user: 'ann' },
    { id: 2, user: 'bob' },
  ]);
  expect(opened('a.3.db').exchange(1)?.session).toBe(2);
  expect(
    opened('a.3.db')
      .sessions()
      .map(({ startedAt }) => startedAt),
  ).toEqual([10, 20]);
  for (const name of ['a.db', 'a.2.db', 'a.3.db']) {
    expect(verifyRecording(folder.path(name))).toMatchObject({ whole: true });
  }
});

it('takes no exchange along of which nothing more will come', async () => {
  const writer = newWriter();
  writer.request({ ...request, id: 1, seq: 1 });
  writer.request({ ...request, id: 2, seq: 2 });
  writer.abandoned(1);
  writer.rotate(1_000);
  writer.close(2_000);
  await writer.folded();
  expect(Array.from(opened('a.2.db').exchanges(), ({ id }) => id)).toEqual([2]);
});

it('repeats facts that came after the start, the latest of each', async () => {
  const writer = newWriter();
  writer.fact('label', '8.5.1');
  writer.fact('label', '8.5.2');
  writer.rotate(1_000);
  writer.close(2_000);
  await writer.folded();
  expect(opened('a.2.db').info).toMatchObject({ label: '8.5.2', target: 'http://gws.test' });
});

function newWriter(): SeriesWriter {
  const facts = { target: 'http://gws.test' };
  return new SeriesWriter(folder.path('a.db'), { startedAt: 0, series: 's', rotates: true, facts });
}

function opened(name: string): Recording {
  const recording = openRecording(folder.path(name));
  onTestFinished(() => recording.close());
  return recording;
}

const request: RequestRow = {
  id: 1,
  session: null,
  connection: 1,
  seq: 1,
  startedAt: 5,
  method: 'GET',
  path: '/',
  httpVersion: '1.1',
  headers: [],
  trailers: [],
  body: null,
  kind: 'safe',
  operation: null,
  reference: null,
  redacted: [],
};
