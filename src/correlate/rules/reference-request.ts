import type { AnsweredCall } from '../call-book.js';
import { elsewhereRule, referenceRule } from './reference-match.js';

const evidence = ({ seq }: AnsweredCall) => ({ requestSeq: seq });

/** The client made up the reference, and the notification echoes it. */
export const referenceRequest = referenceRule(
  { name: 'reference-request', patience: 'own-session' },
  'request-reference',
  evidence,
);

/** The same, though the call was on another resource. */
export const referenceRequestElsewhere = elsewhereRule(
  'reference-request',
  'request-reference',
  evidence,
);
