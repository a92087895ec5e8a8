/**
 * `fail`: it can't work so; `warn`: it can, but not as well as it might; `unknown`: only somebody who has logged in could know.
 */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'unknown';

/** What is looked at, in the order in which it is. */
export const checkNames = [
  'node',
  'sqlite',
  'memory',
  'descriptors',
  'rules',
  'output',
  'disk',
  'commits',
  'certificate',
  'listen',
  'target',
  'trust',
  'http',
  'login',
  'cometd',
  'origins',
  'clock',
  'proxies',
] as const;

export type CheckName = (typeof checkNames)[number];

/** One thing that was looked at, as plain data. */
export interface Check {
  readonly check: CheckName;
  readonly status: CheckStatus;
  /** What was found, one line; parts of it may come from the server. */
  readonly found: string;
  /** What to do, one line; null if there is nothing to be done. */
  readonly advice: string | null;
}

/** All that was looked at. */
export interface Examination {
  /** Nothing failed; there may be warnings, and what nobody could know. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export function fine(check: CheckName, found: string, advice: string | null = null): Check {
  return { check, status: 'ok', found, advice };
}

export function warning(check: CheckName, found: string, advice: string): Check {
  return { check, status: 'warn', found, advice };
}

export function unknown(check: CheckName, found: string, advice: string): Check {
  return { check, status: 'unknown', found, advice };
}

export function failure(check: CheckName, found: string, advice: string): Check {
  return { check, status: 'fail', found, advice };
}
