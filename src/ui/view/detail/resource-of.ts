import { stringMember } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';
import type { LinkDetail } from '../../protocol/detail.js';

/** The id of what call and notifications are about, by the evidence of their links; null if none names it. */
export function resourceOf(linked: readonly { readonly link: LinkDetail }[]): string | null {
  for (const { link } of linked) {
    const resource = stringMember(tryParseJson(link.evidence) ?? undefined, 'resource');
    if (resource !== null) return resource;
  }
  return null;
}
