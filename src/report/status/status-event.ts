import { isoTime } from '../../recording/iso-time.js';
import { jsonLine } from '../json-line.js';
import type { StatusFigures } from './status-figures.js';

/** How a recorder is doing, as the `status` event; `docs/contract.md` describes it. */
export function statusEvent({ at, age, ...figures }: StatusFigures): string {
  return jsonLine({ event: 'status', at: isoTime(at), ageMs: Math.round(age), ...figures });
}
