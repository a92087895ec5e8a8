import { member, textOf } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { withSecrets } from './answer/pseudonyms.js';
import { editMembers } from './bayeux-server/edit-members.js';
import type { Echo } from './live-session.js';
import { clientReferenceMembers } from './matching/compare-shapes.js';

/**
 * A recorded notification as a live client gets it: its `id` and `clientId`, where it had them, are the
 * live ones; a reference that the client supplied is echoed as the live client named it; all else is byte for byte.
 */
export function notificationText(
  recorded: string,
  live: {
    readonly id: string;
    readonly clientId: string;
    readonly echo: Echo | null;
    /** Gives the value in place of a pseudonym. */
    readonly secret: (pseudonym: string) => string;
  },
): string {
  const text = withSecrets(recorded, live.secret);
  const node = tryParseJson(text);
  if (node?.kind !== 'object') return text;
  const data = member(node, 'data');
  const echoed =
    data === undefined || live.echo === null ? null : withEcho(textOf(data), live.echo);
  return editMembers(text, {
    ...(member(node, 'id') === undefined ? {} : { id: JSON.stringify(live.id) }),
    ...(member(node, 'clientId') === undefined ? {} : { clientId: JSON.stringify(live.clientId) }),
    ...(echoed === null ? {} : { data: echoed }),
  });
}

/** Names a reference as the live client did, in a JSON object's text. */
export function withEcho(text: string, { recorded, live }: Echo): string {
  const node = tryParseJson(text) ?? undefined;
  const changes = clientReferenceMembers.flatMap((name) => {
    const value = member(node, name);
    return value !== undefined && textOf(value) === recorded ? [[name, live] as const] : [];
  });
  return changes.length === 0 ? text : editMembers(text, Object.fromEntries(changes));
}
