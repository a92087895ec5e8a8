import type { Verification } from '../recording/verify.js';

/** What `verify --json` prints; `docs/contract.md` describes it. */
export type VerificationJson = Omit<Verification, 'firstOpen'>;

export function verificationJson(found: Verification): VerificationJson {
  const { whole, interrupted, openExchanges, gaps, errors } = found;
  return { whole, interrupted, openExchanges, gaps, errors };
}
