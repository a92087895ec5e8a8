import { member, stringMember } from '../../src/json/node.js';
import { tryParseJson } from '../../src/json/parse-json.js';

/**
 * What a notification says, whatever its references, dates and ids of servers: enough to find it again
 * in another run of the same work.
 *
 * @param data raw JSON
 */
export function noticeName(channel: string, data: string): string {
  const node = tryParseJson(data) ?? undefined;
  const about = node?.kind === 'object' ? node.members.map(({ value }) => value) : [];
  const words = about.flatMap((value) => [
    stringMember(value, 'id'),
    stringMember(value, 'state'),
    stringMember(value, 'campaignName'),
  ]);
  const types = [stringMember(node, 'messageType'), stringMember(node, 'notificationType')];
  const hasReference = member(node, 'referenceId') !== undefined;
  return [channel, ...types, hasReference, ...words].filter((each) => each !== null).join(' ');
}
