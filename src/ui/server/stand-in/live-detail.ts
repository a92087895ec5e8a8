import type { Body } from '../../../recording/exchange.js';
import type { Timeline } from '../../../recording/timeline.js';
import {
  type ExchangeDetail,
  type LinkDetail,
  type MessageDetail,
  MOST_TEXT,
} from '../../protocol/detail.js';
import { bodyDetail, cutText } from '../recorded-body.js';
import type { RecordedSource } from '../recorded-source.js';
import type { LiveEntries, LiveExchange, LiveNotice } from './live-entries.js';
import { liveExchangeRow, liveRow } from './live-rows.js';

/** A live call whole: its body, and what the recorded exchange that it matched had for an answer. */
export function liveExchangeDetail(
  entry: LiveExchange,
  entries: LiveEntries,
  recorded: RecordedSource,
): ExchangeDetail {
  const { call } = entry;
  const miss = call?.miss ?? entry.miss;
  return recorded.look((timeline) => {
    const matched = call?.match == null ? null : timeline.exchange(call.match);
    const { text } = missedBody(entry);
    return {
      row: liveExchangeRow(entry),
      user: call?.user ?? null,
      connection: null,
      requestHeaders: matched?.requestHeaders ?? [],
      responseHeaders: matched?.responseHeaders ?? null,
      requestTrailers: [],
      responseTrailers: matched?.responseTrailers ?? [],
      requestBody: text === null ? null : bodyDetail(plainBody(text)),
      responseBody: bodyDetail(matched?.responseBody ?? null),
      reason: matched?.reason ?? null,
      requestRedacted: [],
      responseRedacted: matched?.responseRedacted ?? [],
      notifications: (call?.notifications ?? []).flatMap((each) => {
        const notice = entries.ofNotification(each);
        return notice === null
          ? []
          : [{ row: liveRow(notice, entries), link: linkDetail(notice, entries, timeline) }];
      }),
      unanswered: null,
      messages: [],
      miss: miss === null ? null : JSON.stringify(miss),
      target: timeline.info.target,
    };
  });
}

/** A notification of a stand-in whole. */
export function liveNoticeDetail(
  notice: LiveNotice,
  entries: LiveEntries,
  recorded: RecordedSource,
): MessageDetail {
  const { live } = notice;
  const caller = live.call === null ? null : entries.of(live.call);
  const text = `{"channel":${JSON.stringify(live.channel)},"data":${live.data}}`;
  return {
    row: liveRow(notice, entries),
    user: live.user,
    text: cutText(text),
    cut: text.length > MOST_TEXT,
    redacted: [],
    call: caller === null ? null : liveExchangeRow(caller),
    link:
      caller === null ? null : recorded.look((timeline) => linkDetail(notice, entries, timeline)),
    unsolicited: caller === null ? unsolicited(notice) : null,
    siblings: [],
    carrier: null,
  };
}

function unsolicited({ live }: LiveNotice): string {
  return live.notification === null
    ? 'it was pushed by the test'
    : 'no call set it free, but another act of its desktop, or its beginning';
}

/** Why a call sets a notification free: as it was linked in the recording, else because it came after it. */
function linkDetail(notice: LiveNotice, entries: LiveEntries, timeline: Timeline): LinkDetail {
  const { live } = notice;
  const { copy } = liveRow(notice, entries);
  const link = live.notification === null ? null : timeline.link(live.notification);
  return link !== null && link.call === live.call?.match
    ? { rule: link.rule, evidence: JSON.stringify(link.evidence), copy }
    : { rule: 'recorded-after', evidence: '{}', copy };
}

function missedBody({ call, miss }: LiveExchange): { readonly text: string | null } {
  if (call !== null) return { text: call.body };
  const body = miss?.asked.body ?? null;
  return { text: typeof body === 'string' ? body : body === null ? null : JSON.stringify(body) };
}

function plainBody(text: string): Body {
  const content = Buffer.from(text);
  const { length } = content;
  return { content, encoded: null, encoding: null, length, digest: null, omitted: null };
}
