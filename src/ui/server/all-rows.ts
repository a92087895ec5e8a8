import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import type { Timeline } from '../../recording/timeline.js';
import type { WirePlace } from '../../recording/wire-places.js';
import type { LinkIndex } from '../../report/link-index.js';
import { nextTurn } from '../../time/next-turn.js';
import type { Row } from '../protocol/row.js';
import type { AnswerCounts } from './answer-counts.js';
import { exchangeRow, messageRow } from './recorded-rows.js';
import type { RecordedSource } from './recorded-source.js';

/** The places of all rows after one; others have a turn now and then. */
export async function placesAfter(
  source: RecordedSource,
  after: number,
  most: number,
): Promise<readonly WirePlace[]> {
  const timeline = source.openTimeline();
  try {
    const places = timeline.places(after, most);
    for (;;) {
      const next = places.next();
      if (next.done === true) return next.value;
      await new Promise<void>(nextTurn);
    }
  } finally {
    timeline.close();
  }
}

/**
 * Some rows, by `seq`.
 *
 * @param made links that take the place of those in the file; null if there are none
 */
export function pageOfRows(
  timeline: Timeline,
  made: LinkIndex | null,
  places: readonly Pick<WirePlace, 'of' | 'id'>[],
  answers: AnswerCounts,
  rules: CorrelationRules,
): readonly Row[] {
  const ids = (of: WirePlace['of']): number[] =>
    places.filter((place) => place.of === of).map(({ id }) => id);
  return [
    ...timeline
      .exchanges(ids('request'))
      .map((line) => exchangeRow(line, answers.of(line.id), rules)),
    ...timeline
      .messages(ids('message'))
      .map((line) => messageRow(line, made === null ? line.link : made.ofNotification(line.id))),
  ].sort((a, b) => a.seq - b.seq);
}
