import type { CorrelationRules } from '../correlate/correlation-rules.js';
import { defaultRules } from '../correlate/default-rules.js';
import { noRedactRules, type RedactRules } from '../redact/redact-rules.js';

/** What an API looks like, section by section, as rules files describe it. */
export interface Rules {
  /** Which notification answers which call. */
  readonly correlate: CorrelationRules;
  /** What is secret besides what is built in. */
  readonly redact: RedactRules;
}

/** The rules of Genesys Web Services, which hold where no rules file says otherwise. */
export const gwsRules: Rules = { correlate: defaultRules, redact: noRedactRules };
