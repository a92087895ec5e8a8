import type { WhyUnanswered } from '../correlate/tally/why-unanswered.js';
import type { WhyUnsolicited } from '../correlate/tally/why-unsolicited.js';

/** Why no notification is linked with a call, for people. */
export const unansweredWords: Readonly<Record<WhyUnanswered, string>> = {
  'expects-none': 'calls on that path expect no notification',
  'no-answer': 'no answer came',
  failed: 'the call failed, or its answer was cut',
  'no-session': 'nobody knows whose call it was',
  'reference-not-seen': 'no notification named its reference',
  'resource-not-seen':
    'it has no reference, and no notification told a fitting change of its resource',
  'names-nothing': 'it has no reference and names no resource that a notification could tell of',
};

/** Why a notification is linked with no call, for people. */
export const unsolicitedWords: Readonly<Record<WhyUnsolicited, string>> = {
  'begins-interaction': 'it begins an interaction, which answers no call',
  'reference-unknown': 'no call that it could answer had its reference',
  'resource-unknown': 'it has no reference, and no call on its resource leads to its state',
  'names-nothing': 'it has no reference and names no resource',
  'crowded-out': 'too many notifications waited for answers to their calls',
};
