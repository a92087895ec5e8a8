import { listOf } from '../http1/fields.js';
import type { ParsedRequestHead } from '../http1/request-head.js';
import type { ChangedBody } from '../rewrite/passage.js';
import { editForChangedBody } from './edit-for-changed-body.js';
import { applyEdits, type Edit, removeField, replaceValue } from './edits.js';
import { exchangeOrigin } from './origin.js';

/** Between which two names a request is passed on. */
export interface RequestRoute {
  readonly target: URL;
  /** Origins under which desktops know the recorder. */
  readonly ownOrigins: readonly string[];
  /** Leave `Host`, `Origin` and `Referer` as they are. */
  readonly keepHost: boolean;
}

/**
 * The head as it goes to the server. Only what a reverse proxy must change is changed: `Host`; `Origin`
 * and `Referer` where they name the recorder; offers of a protocol that is not spoken here
 * (RFC 9110 §7.8). All other bytes stay.
 *
 * @param changed what became of the body, if it was changed
 */
export function editRequestHead(
  parsed: ParsedRequestHead,
  route: RequestRoute,
  changed?: ChangedBody,
): Buffer {
  const { fields, text } = parsed;
  const dropped = unspokenOffers(parsed);
  const edits: Edit[] = [];
  for (const field of fields) {
    const { key } = field;
    const forBody = changed === undefined ? undefined : editForChangedBody(field, changed);
    if (forBody !== undefined) {
      edits.push(forBody);
    } else if (dropped.includes(key)) {
      edits.push(removeField(field));
    } else if (key === 'connection' && dropped.length > 0) {
      const members = field.value.split(',').map((member) => member.trim());
      const kept = members.filter((member) => !dropped.includes(member.toLowerCase()));
      if (kept.length === members.length) continue;
      edits.push(kept.length === 0 ? removeField(field) : replaceValue(field, kept.join(', ')));
    } else if (route.keepHost) {
    } else if (key === 'host') {
      edits.push(replaceValue(field, route.target.host));
    } else if (key === 'origin' || key === 'referer') {
      const value = exchangeOrigin(field.value, route.ownOrigins, route.target.origin);
      if (value !== undefined) edits.push(replaceValue(field, value));
    }
  }
  return applyEdits(text, edits);
}

/** Names of the fields that offer another protocol than websocket, lower case. */
function unspokenOffers({ fields }: ParsedRequestHead): readonly string[] {
  const offers = listOf(fields, 'upgrade');
  const dropped: string[] = [];
  if (offers.some((offer) => offer !== 'websocket')) dropped.push('upgrade');
  if (fields.some((field) => field.key === 'http2-settings')) {
    dropped.push('http2-settings');
  }
  return dropped;
}
