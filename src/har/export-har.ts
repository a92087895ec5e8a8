import type { Link } from '../recording/exchange.js';
import { isoTime } from '../recording/iso-time.js';
import type { Recording, RecordingInfo } from '../recording/reader.js';
import { harEntry, pageOf } from './export/har-entry.js';
import { messageBook } from './export/message-book.js';
import type { OwnLog } from './own-facts.js';

/**
 * A recording as HAR 1.2, piece by piece: a page for each session, an entry for each exchange in wire order,
 * one a line. What HAR has no words for stands in `_understudy`. The same recording gives the same text.
 *
 * @param links complete, as `linksOf` gives them
 * @throws RecordingError if the recording can't be read
 */
export function* harChunks(recording: Recording, links: readonly Link[]): Generator<string> {
  const { info } = recording;
  const book = messageBook(recording, links);
  yield `{"log":{"version":"1.2","creator":{"name":"Understudy","version":"1"},\n`;
  yield `"_understudy":${JSON.stringify(ownLog(info))},\n"pages":[`;
  let separator = '\n';
  for (const { id, user, startedAt } of recording.sessions()) {
    const page = {
      startedDateTime: isoTime(startedAt),
      id: pageOf(id),
      title: user ?? `session ${id}`,
      pageTimings: { onContentLoad: -1, onLoad: -1 },
    };
    yield separator + JSON.stringify(page);
    separator = ',\n';
  }
  yield '\n],"entries":[';
  separator = '\n';
  for (const exchange of recording.exchanges()) {
    yield separator + JSON.stringify(harEntry(exchange, info.target, book));
    separator = ',\n';
  }
  yield '\n]}}\n';
}

function ownLog(info: RecordingInfo): OwnLog {
  const { label, target, origin, startedAt, endedAt, gaps, only, exclude, failedWaits, rules } =
    info;
  return {
    format: 1,
    label,
    target,
    origin,
    startedAt,
    endedAt,
    gaps,
    only,
    exclude,
    failedWaits,
    rules,
  };
}
