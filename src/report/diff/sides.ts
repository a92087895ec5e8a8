import type { Difference } from '../../diff/difference.js';
import { valueText } from './value-text.js';

/** What stands on either side of a difference, as text; null if nothing does. */
export interface Sides {
  readonly baseline: string | null;
  readonly candidate: string | null;
}

export function sidesOf(difference: Difference): Sides {
  return {
    baseline: 'baseline' in difference ? valueText(difference.baseline) : null,
    candidate: 'candidate' in difference ? valueText(difference.candidate) : null,
  };
}

/** Whether anything stands on either side; where a whole call is missing, nothing may. */
export function hasSides(difference: Difference): boolean {
  return 'baseline' in difference || 'candidate' in difference;
}
