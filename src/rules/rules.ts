import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { defaultRules } from '../correlate/default-rules.js';
import { noRedactRules, type RedactRules } from '../redact/redact-rules.js';
import { type MatchRules, noMatchRules } from './match-rules.js';
import { gwsNoiseRules, type NoiseRules } from './noise-rules.js';

/** What an API looks like, section by section, as rules files describe it. */
export interface Rules {
  /** Which notification answers which call. */
  readonly correlate: CorrelationRules;
  /** How requests are recognised in a replay. */
  readonly match: MatchRules;
  /** What is secret besides what is built in. */
  readonly redact: RedactRules;
  /** What differs between recordings and means nothing. */
  readonly noise: NoiseRules;
}

/** The rules of Genesys Web Services, which hold where no rules file says otherwise. */
export const gwsRules: Rules = {
  correlate: defaultRules,
  match: noMatchRules,
  redact: noRedactRules,
  noise: gwsNoiseRules,
};
