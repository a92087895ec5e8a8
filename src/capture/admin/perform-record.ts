import { DoorError } from '../../admin/door-error.js';
import type { Performers } from '../../admin/operation.js';
import { usualWait } from '../../admin/request-schemas.js';
import { member } from '../../json/node.js';
import { isoTime } from '../../recording/iso-time.js';
import type { RecordSummary } from '../record.js';
import type { RecorderStatus } from '../recorder-status.js';
import { judgeCalls, judgeNotifications } from './judge-rows.js';
import { lookAtRows } from './look-at-rows.js';
import type { recordOperations } from './operations.js';
import type { RecordedWaits } from './recorded-waits.js';

/** What stands behind the door of a recorder that is at work. */
export interface BehindRecorder {
  /** Where desktops reach it. */
  readonly url: string;
  /** All so far, in order. */
  files(): readonly string[];
  status(): RecorderStatus;
  /** Goes on in a new file, and returns it. */
  rotate(): Promise<string>;
  /** Ends all but the door. */
  close(): Promise<RecordSummary>;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * Does for a program outside what can be done with a recorder.
 *
 * @param behind undefined while the recorder starts
 */
export function performRecord(
  behind: () => BehindRecorder | undefined,
  waits: RecordedWaits,
  describe: () => object,
): Performers<typeof recordOperations> {
  const started = (): BehindRecorder => {
    const found = behind();
    if (found === undefined) throw new DoorError('starting', 'the recorder is only starting');
    return found;
  };
  return {
    openApi: describe,
    recorderStatus: () => statusJson(started()),
    waitForRecordedCall: ({ body, signal }) => {
      started();
      const judge = judgeCalls((body.call ?? {}) as Given);
      return waits.wait(lookAtRows('request', afterOf(body), judge), waitOf(body), signal);
    },
    waitForRecordedNotification: ({ body, node, signal }) => {
      started();
      const given = (body.notification ?? {}) as Given;
      const judge = judgeNotifications(given, member(node, 'notification'));
      return waits.wait(lookAtRows('message', afterOf(body), judge), waitOf(body), signal);
    },
    rotate: async () => ({ file: await started().rotate() }),
    closeRecorder: async () => summaryJson(await started().close()),
  };
}

function waitOf({ timeout = usualWait }: Given): number {
  return timeout as number;
}

function afterOf({ after = 0 }: Given): number {
  return after as number;
}

function statusJson({ url, status }: BehindRecorder): object {
  const now = status();
  return {
    command: 'record',
    url,
    file: now.file,
    parts: now.part,
    startedAt: isoTime(now.startedAt),
    gaps: now.gaps,
    inGap: now.inGap,
    targetUnreachable: now.targetUnreachable,
    desktops: now.desktops,
    websockets: now.websockets,
    fileBytes: now.fileBytes,
    queue: now.queue,
    counts: now.counts,
    operations: now.operations,
    unsolicited: now.unsolicited,
  };
}

function summaryJson({
  file,
  files,
  gaps,
  operations,
  unsolicited,
  ...counts
}: RecordSummary): object {
  return {
    file,
    files,
    gaps: gaps.map(({ from, to, reason }) => ({ from: isoTime(from), to: isoTime(to), reason })),
    counts,
    operations,
    unsolicited,
  };
}
