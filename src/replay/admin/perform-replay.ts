import { DoorError } from '../../admin/door-error.js';
import type { Asked, Performers } from '../../admin/operation.js';
import { usualWait } from '../../admin/request-schemas.js';
import { within } from '../../admin/within.js';
import { member, textOf } from '../../json/node.js';
import type { FaultRule } from '../faults/fault-rule.js';
import { faultText, parseFault } from '../faults/parse-fault.js';
import type { ReplayReport } from '../replay-report.js';
import type { StandIn } from '../stand-in.js';
import type { Timing } from '../timing.js';
import { callFilter, notificationFilter } from './asked-filters.js';
import type { LiveJson } from './live-json.js';
import type { replayOperations } from './operations.js';
import { pageOf } from './page-of.js';

/** What stands behind the door of a stand-in. */
export interface BehindDoor {
  readonly standIn: StandIn;
  readonly timing: Timing;
  /** The sessions of the recording, by id. */
  sessions(): readonly { readonly id: number; readonly user: string | null }[];
  /** Ends all but the door; resolves with what was played. */
  close(): Promise<ReplayReport>;
}

type Given = Readonly<Record<string, unknown>>;

/** Does for a program outside what a stand-in does for one that has it in its hands. */
export function performReplay(
  { standIn, timing, sessions, close }: BehindDoor,
  live: LiveJson,
  describe: () => object,
): Performers<typeof replayOperations> {
  const inTime = ({ body, signal }: Asked, promise: Promise<unknown>) =>
    within(promise, waitOf(body), signal).then(() => ({}));
  return {
    openApi: describe,
    status: () => ({
      command: 'replay',
      url: standIn.url,
      file: standIn.file,
      timing,
      liveSessions: standIn.liveSessions.length,
      chosen: standIn.chosen.length,
      calls: live.count,
      misses: standIn.misses.length,
    }),
    recordedSessions: ({ query }) =>
      named(
        'sessions',
        pageOf(sessions(), query, ({ id, user }) => ({ id, user })),
      ),
    liveSessions: ({ query }) => named('sessions', pageOf(standIn.liveSessions, query)),
    chosen: ({ query }) => named('casts', pageOf(standIn.chosen, query)),
    castNext: ({ body }) => standIn.castNext(body.session as string | number, toUser(body)),
    forgetChosen: () => {
      standIn.forgetChosen();
      return {};
    },
    advance: (asked) => {
      if (timing !== 'manual') {
        throw new DoorError('conflict', 'time moves by itself; start it with --timing manual');
      }
      return inTime(asked, standIn.advance(asked.body.ms as number));
    },
    flush: (asked) => inTime(asked, standIn.flush()),
    waitUntilIdle: (asked) => inTime(asked, standIn.untilIdle()),
    waitForCall: async ({ body, node, signal }) => {
      const call = callFilter((body.call ?? {}) as Given, member(node, 'call'));
      return live.call(await standIn.waitFor({ call }, { timeout: waitOf(body), signal }));
    },
    waitForNotification: async ({ body, node, signal }) => {
      const given = (body.notification ?? {}) as Given;
      const notification = notificationFilter(given, member(node, 'notification'));
      const wait = { timeout: waitOf(body), signal };
      return live.notification(await standIn.waitFor({ notification }, wait));
    },
    push: ({ body, node }) => {
      const data = member(node, 'data');
      const json = data === undefined ? 'null' : textOf(data);
      const channel = body.channel as string;
      return { desktops: standIn.push({ channel, data: { json } }, toUser(body)) };
    },
    calls: ({ query }) => {
      const calls = standIn.calls;
      const forgotten = live.count - calls.length;
      return named(
        'calls',
        pageOf(calls, query, (each) => live.call(each), forgotten),
      );
    },
    misses: ({ query }) => named('misses', pageOf(standIn.misses, query)),
    unplayed: ({ query }) => named('unplayed', pageOf(standIn.unplayed, query)),
    faults: ({ query }) => named('faults', pageOf(standIn.faults, query)),
    inject: ({ body }) => {
      const rules = (body.faults as (string | FaultRule)[]).map((each) =>
        typeof each === 'string' ? parseFault(each) : each,
      );
      const { seed } = body as { seed?: number };
      standIn.inject(rules, seed === undefined ? {} : { seed });
      return { faults: rules.map(faultText) };
    },
    report: () => standIn.report(),
    reset: async () => {
      await standIn.reset();
      return {};
    },
    close,
  };
}

function waitOf({ timeout = usualWait }: Given): number {
  return timeout as number;
}

function toUser({ user }: Given): { readonly user?: string } {
  return typeof user === 'string' ? { user } : {};
}

function named(name: string, { entries, next }: ReturnType<typeof pageOf>): object {
  return { [name]: entries, next };
}
