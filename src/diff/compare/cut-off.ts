import type { RecordedExchange } from '../../recording/reader.js';
import { wholeText } from './compare-contents.js';
import type { Content } from './content.js';

/** Two bodies of which one did not come whole: JSON texts, absent for none. */
export interface CutOff {
  /** By which it means nothing; null if it is a difference. */
  readonly rule: 'cut-by-desktop' | null;
  readonly baseline?: string;
  readonly candidate?: string;
}

/**
 * What there is to say of two answers of which one only was cut off; null if that is not so. What the baseline's desktop did
 * not wait for nobody knows; a server that hangs up is a difference, also where all bytes had come.
 */
export function cutOff(
  left: RecordedExchange,
  right: RecordedExchange,
  answered: (exchange: RecordedExchange) => Content,
): CutOff | null {
  const byDesktop = left.outcome === 'cut-by-desktop' && right.outcome !== 'cut-by-desktop';
  const isCut = left.outcome === 'cut-by-server' || byDesktop;
  const otherIsCut = right.outcome === 'cut-by-server';
  if (isCut === otherIsCut && !byDesktop) return null;
  const told = (content: Content, cut: boolean): string | null => {
    const text = wholeText(content);
    return cut ? `{"cut":${text ?? 'null'}}` : text;
  };
  const baseline = told(answered(left), isCut);
  const candidate = told(answered(right), otherIsCut);
  return {
    rule: byDesktop ? 'cut-by-desktop' : null,
    ...(baseline !== null && { baseline }),
    ...(candidate !== null && { candidate }),
  };
}
