import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeCalls, judgeNotifications } from '../../../src/capture/admin/judge-rows.js';
import { lookAtRows } from '../../../src/capture/admin/look-at-rows.js';
import { RecordedWaits } from '../../../src/capture/admin/recorded-waits.js';
import { SeriesWriter } from '../../../src/capture/series/series-writer.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { RecorderByHand } from '../../ui/server/recorder-by-hand.js';

const folder = temporaryFolder();
const link = { call: 1, notification: 1, rule: 'reference-response', evidence: {}, copy: false };

/** A recorder of a series, and programs that wait for what it writes. */
function recorded() {
  const recorder = new RecorderByHand<SeriesWriter>(
    folder.path('a.db'),
    (file) => new SeriesWriter(file, { startedAt: 0, facts: {}, series: 's', rotates: true }),
  );
  const files = [recorder.file];
  const clock = manualClock();
  const waits = new RecordedWaits(() => files, clock);
  const signal = new AbortController().signal;
  return {
    recorder,
    files,
    rotate: () => void files.push(recorder.writer.rotate(2_000)),
    /** Long enough for a few looks. */
    lookOn: () => clock.advance(500),
    call: (given: Record<string, unknown> = {}) =>
      waits.wait(lookAtRows('request', 0, judgeCalls(given)), 60_000, signal),
    notification: (given: Record<string, unknown> = {}) =>
      waits.wait(lookAtRows('message', 0, judgeNotifications(given, undefined)), 60_000, signal),
  };
}

/** A call that is answered, and a notification that nothing links yet. */
function unlinked(recorder: RecorderByHand<SeriesWriter>): void {
  recorder.request(1);
  recorder.response(1);
  recorder.request(2, { kind: 'bayeux' });
  recorder.notification(1, 2);
}

describe('a program that waits for what a recorder of several files writes', () => {
  it('is told of a notification that is linked only in a later file', async () => {
    const { recorder, rotate, lookOn, notification } = recorded();
    unlinked(recorder);
    const waited = notification({ correlated: true });
    const ofCall = notification({ call: 1 });
    for (const _ of [1, 2]) {
      rotate();
      lookOn();
    }
    recorder.writer.link(link);
    recorder.writer.commit();
    lookOn();
    expect(await waited).toMatchObject({ message: 1, call: 1, rule: link.rule });
    expect(await ofCall).toMatchObject({ message: 1, call: 1, copy: false });
  });

  it('is told of that link when it asks afterwards, whether it asks for one or not', async () => {
    const { recorder, rotate, lookOn, notification } = recorded();
    unlinked(recorder);
    rotate();
    rotate();
    recorder.writer.link(link);
    recorder.writer.commit();
    const all = [{}, { correlated: true }, { call: 1 }].map(notification);
    lookOn();
    for (const each of all) expect(await each).toMatchObject({ message: 1, call: 1 });
  });

  it('is told that a notification has no link where no file has one', async () => {
    const { recorder, rotate, notification } = recorded();
    unlinked(recorder);
    rotate();
    expect(await notification()).toMatchObject({ message: 1, call: null, rule: null });
  });

  it('goes on to the files after one that was taken away', async () => {
    const { recorder, rotate, lookOn, files, call, notification } = recorded();
    unlinked(recorder);
    rotate();
    await recorder.writer.folded();
    rmSync(files[0] ?? '');
    recorder.request(3, { operation: 'Later' });
    const found = call({ operation: 'Later' });
    recorder.response(3);
    recorder.notification(2, 3);
    const told = notification();
    lookOn();
    expect(await found).toMatchObject({ exchange: 3, status: 200 });
    expect(await told).toMatchObject({ message: 2 });
  });

  it('is told of a call that was asked in one file and answered in another', async () => {
    const { recorder, rotate, lookOn, call } = recorded();
    recorder.request(1);
    const found = call();
    rotate();
    lookOn();
    recorder.response(1);
    lookOn();
    expect(await found).toMatchObject({ exchange: 1, status: 200 });
  });
});
