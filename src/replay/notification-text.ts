import { member, textOf } from '../json/node.js';
import { withSecrets } from './answer/pseudonyms.js';
import { editMembers } from './bayeux-server/edit-members.js';
import { parsedText } from './bayeux-server/parsed-text.js';
import { type Echo, withEchoes } from './echo.js';

/**
 * A recorded notification as a live client gets it: its `id` and `clientId`, where it had them, are the
 * live ones; a reference that the client supplied is echoed as the live client named it; all else is byte for byte.
 */
export function notificationText(
  recorded: string,
  live: {
    readonly id: () => string;
    readonly clientId: string;
    readonly echoes: readonly Echo[];
    /** Gives references in the text of `data` that the server made up anew. */
    readonly references: (data: string) => string;
    /** Gives the value in place of a pseudonym. */
    readonly secret: (pseudonym: string) => string;
  },
): string {
  const text = withSecrets(recorded, live.secret);
  const node = parsedText(text);
  if (node?.kind !== 'object') return text;
  const data = member(node, 'data');
  return editMembers(text, {
    ...(member(node, 'id') === undefined ? {} : { id: JSON.stringify(live.id()) }),
    ...(member(node, 'clientId') === undefined ? {} : { clientId: JSON.stringify(live.clientId) }),
    ...(data === undefined ? {} : { data: withEchoes(live.references(textOf(data)), live.echoes) }),
  });
}
