import { originExchange } from '../acts/origins.js';
import { type Visits, visitsOf } from '../acts/visits.js';
import { type RecordingProxyWithFacts, recordWithFacts } from '../capture/record.js';
import { AddressError, UsageError } from '../errors.js';
import type { Recording } from '../recording/reader.js';
import { linkLookup } from '../rules/link-lookup.js';
import { rulesFor } from '../rules/rules-for.js';
import { targetOrigin } from '../target-origin.js';
import { type Clock, systemClock } from '../time/clock.js';
import { every } from '../time/every.js';
import { installWindow } from './client/client-window.js';
import { loadAccounts } from './credentials/credentials.js';
import type { DriveOptions } from './drive-options.js';
import { type DriveProgress, Progress } from './drive-progress.js';
import type { DriveSummary } from './drive-summary.js';
import { type Company, type CompanySettings, createCompany } from './perform/company.js';
import { failedWaitsFact } from './perform/failed-wait.js';
import { type Played, playedOf } from './plan/played.js';
import type { LiveConflict } from './values/lesson-book.js';
import { LiveValues } from './values/live-values.js';
import { valueFlowOf } from './values/value-flow.js';

/** Milliseconds between two reports of how far it has come. */
const reportEvery = 500;

/** Drives a recording that is open and stays so meanwhile. */
export async function driveRecording(
  recording: Recording,
  options: DriveOptions,
  copies: number,
  pace: (recordedMs: number) => number,
): Promise<DriveSummary> {
  const clock = options.clock ?? systemClock();
  const plan = planOf(recording, options);
  const notices = new Set<string>();
  const notice = (message: string): void => {
    if (notices.has(message) || notices.size >= mostNotices) return;
    notices.add(message);
    options.onNotice?.(message);
  };
  const proxy = await startProxy(options, notice);
  try {
    const { length } = recording.info.gaps;
    if (length > 0) {
      notice(
        `the recording has ${length === 1 ? 'a gap' : `${length} gaps`}: what is missing there is not done, and what came of it may be waited for in vain`,
      );
    }
    return await driveThrough(proxy, plan, options, { copies, pace, clock, notice });
  } finally {
    // Whatever happens, nothing stays behind that keeps the process alive, or the recording open.
    await proxy.close();
  }
}

/** How it is driven, worked out of the options. */
interface Manner {
  readonly copies: number;
  readonly pace: (recordedMs: number) => number;
  readonly clock: Clock;
  readonly notice: (message: string) => void;
}

async function driveThrough(
  proxy: RecordingProxyWithFacts,
  plan: ReturnType<typeof planOf>,
  options: DriveOptions,
  { copies, pace, clock, notice }: Manner,
): Promise<DriveSummary> {
  const startedAt = clock.now();
  const progress = new Progress(options.onFailedWait ?? (() => {}));
  const { played, flow } = plan;
  const target = targetOrigin(options.target).origin;
  const url = new URL(proxy.url);
  const settings: CompanySettings = {
    ...played,
    url,
    csrf: plan.csrf,
    // In bodies the server goes by its own name; a desktop's headers name where it is: the recorder.
    origins: originExchange([...plan.origins, target]),
    rules: plan.rules.correlate,
    accounts: options.credentials ?? loadAccounts(undefined, process.env),
    clock,
    limit: options.wait ?? 10_000,
    pace,
    recordedStart: plan.recordedStart,
    progress,
    warn: notice,
  };
  const of = {
    acts: played.acts * copies,
    calls: played.calls * copies,
    notifications: played.notifications * copies,
  };
  const told = (): DriveProgress => ({
    desktops: played.desktops * copies,
    ...progress.counts(of),
    elapsed: clock.now() - startedAt,
  });
  let onCrash = (_error: unknown): void => {};
  const crashed = new Promise<never>((_, reject) => {
    onCrash = reject;
  });
  const stopReports =
    options.onProgress === undefined
      ? () => {}
      : every(clock, reportEvery, () => {
          try {
            options.onProgress?.(told());
          } catch (error) {
            onCrash(error);
          }
        });
  const leaveWindow = installWindow();
  const companies: Company[] = [];
  const allValues: LiveValues[] = [];
  let interrupted = false;
  try {
    for (let copy = 1; copy <= copies; copy++) {
      const values = new LiveValues(flow, target);
      allValues.push(values);
      companies.push(createCompany(copy, settings, values));
    }
    interrupted = await Promise.race([crashed, allPlayed(companies, options.signal)]);
  } finally {
    stopReports();
    for (const company of companies) company.end();
    leaveWindow();
    if (progress.failedWaits.length > 0) {
      proxy.fact('failed_waits', failedWaitsFact(progress.failedWaits));
    }
  }
  const recorded = await proxy.close();
  const last = told();
  options.onProgress?.(last);
  return {
    file: options.output,
    interrupted,
    ...last,
    failedWaits: progress.failedWaits,
    failedWaitCount: last.failedWaits,
    unresolved: unresolvedIn(allValues),
    conflicts: conflictsIn(allValues),
    recording: recorded,
  };
}

/** Values without a live one that are kept, and values with several. */
const mostValues = 1_000;

function unresolvedIn(all: readonly LiveValues[]): readonly string[] {
  const values = new Set<string>();
  for (const each of all) for (const value of each.unresolved()) values.add(value);
  return [...values].slice(0, mostValues);
}

/** Each value once, with the names that any copy found. */
function conflictsIn(all: readonly LiveValues[]): readonly LiveConflict[] {
  const names = new Map<string, Set<string | null>>();
  for (const { value, names: found } of all.flatMap((each) => each.conflicts())) {
    names.set(value, new Set([...(names.get(value) ?? []), ...found]));
  }
  return [...names].slice(0, mostValues).map(([value, found]) => ({ value, names: [...found] }));
}

/** Different notices that are told. */
const mostNotices = 1_000;

function visitsIn(
  recording: Recording,
  { rules }: { readonly rules?: DriveOptions['rules'] },
): Visits {
  return visitsOf(recording, linkLookup(recording, rules));
}

/** All that is read of the recording. */
function planOf(recording: Recording, options: DriveOptions) {
  const rules = rulesFor(recording, options.rules);
  const visits = visitsIn(recording, options);
  const flow = valueFlowOf(visits, options.decisions);
  const played: Played = playedOf(
    visits,
    linkLookup(recording, options.rules),
    rules.correlate,
    options.session ?? null,
    flow.handedOver,
  );
  if (options.session !== undefined && played.desktops === 0) {
    throw new UsageError(
      `session '${options.session}' is neither the id nor the user of a session in ${recording.file}; understudy show lists them`,
    );
  }
  return {
    rules,
    played,
    flow,
    csrf: visits.csrf(),
    origins: visits.origins(),
    recordedStart: recording.info.startedAt,
  };
}

async function startProxy(
  options: DriveOptions,
  onNotice: (message: string) => void,
): Promise<RecordingProxyWithFacts> {
  const { target, output, label, key, ca, insecure, onTrouble } = options;
  const { redact, redactName, redactPath, redactPattern, rules } = options;
  try {
    return await recordWithFacts({
      target,
      output,
      listen: { host: '127.0.0.1', port: 0 },
      ...(label === undefined ? {} : { label }),
      ...(key === undefined ? {} : { key }),
      ...(ca === undefined ? {} : { ca }),
      ...(insecure === undefined ? {} : { insecure }),
      ...(redact === undefined ? {} : { redact }),
      ...(redactName === undefined ? {} : { redactName }),
      ...(redactPath === undefined ? {} : { redactPath }),
      ...(redactPattern === undefined ? {} : { redactPattern }),
      ...(rules === undefined ? {} : { rules }),
      ...(onTrouble === undefined ? {} : { onTrouble }),
      onNotice(message) {
        // What else it says is about desktops that one could configure.
        if (!message.includes('--rewrite-origin')) onNotice(message);
      },
    });
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    // `record` can wait for a target.
    const message = error.message.replace(', or start with --wait-target', '');
    throw new AddressError(message, error.address, { cause: error });
  }
}

/** @returns whether it was ended early */
async function allPlayed(
  companies: readonly Company[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (signal?.aborted === true) return true;
  let onAbort = (): void => {};
  const aborted = new Promise<boolean>((resolve) => {
    onAbort = () => resolve(true);
    signal?.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([
      aborted,
      Promise.all(companies.map((company) => company.play())).then(() => false),
    ]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
