import type { AnsweredCall } from '../call-book.js';
import { elsewhereRule, referenceRule } from './reference-match.js';

const evidence = ({ answeredSeq }: AnsweredCall) => ({ responseSeq: answeredSeq });

/** The answer's reference is the notification's. */
export const referenceResponse = referenceRule(
  { name: 'reference-response', patience: 'own-resource' },
  'reference',
  evidence,
);

/** The same, though the call was on another resource. */
export const referenceResponseElsewhere = elsewhereRule(
  'reference-response',
  'reference',
  evidence,
);
