import type { Interaction, NotificationType } from './interactions.js';
import { operationsOf } from './operations.js';
import { tweetNotification, tweetText } from './tweet-texts.js';

/** What a notification about an interaction depends on, beside the interaction. */
export interface NotificationParts {
  readonly notificationType: NotificationType;
  /** Null for what nobody asked for. */
  readonly referenceId: number | null;
  /** Null: as printed in the vendor's sample. */
  readonly receivedDate: string | null;
  /** See the option of that name. */
  readonly contactOffset: number;
}

/** The `data` of the notification that says what became of an interaction, as raw JSON text. */
export function interactionNotification(
  interaction: Interaction,
  parts: NotificationParts,
  origin: string,
): string {
  const { medium } = interaction;
  if (medium.name === 'twitter') return tweetNotification(interaction, parts, origin);
  const reference = parts.referenceId === null ? '' : `"referenceId":${parts.referenceId},`;
  return `{"messageType":"${medium.messageType}","notificationType":"${parts.notificationType}",${reference}"${medium.resource}":${resourceText(interaction, parts.receivedDate, origin)}}`;
}

/** The answer to `GET /me/<medium>/{id}`. */
export function interactionText(interaction: Interaction, origin: string): string {
  return `{"statusCode":0,${answerMember(interaction)}:${itemText(interaction, origin)}}`;
}

/** The answer to `GET /me/<medium>`. */
export function interactionsText(
  path: string,
  interactions: readonly Interaction[],
  origin: string,
): string {
  const [collection] = path.split('/');
  const items = interactions.map((each) => itemText(each, origin));
  return `{"statusCode":0,"${collection}":[${items.join(',')}]}`;
}

/** The vendor's page of operations says `twitter`, that of resources `tweet`. */
function answerMember({ medium }: Interaction): string {
  return JSON.stringify(medium.name === 'twitter' ? 'tweet' : medium.resource);
}

function itemText(interaction: Interaction, origin: string): string {
  return interaction.medium.name === 'twitter'
    ? tweetText(interaction, origin)
    : resourceText(interaction, null, origin);
}

const printedDate = '2015-03-02 12:26:14.000+0200';

/** An interaction in raw JSON with a 64-bit id and `1.10`, as no parser would write it. */
function resourceText(
  { id, medium, state }: Interaction,
  receivedDate: string | null,
  origin: string,
): string {
  const capabilities = [...operationsOf(medium)]
    .filter(([, operation]) => operation.from.includes(state))
    .map(([name]) => name);
  const date = JSON.stringify(receivedDate ?? printedDate);
  const voice = medium.name === 'voice' ? '"duration":"0","phoneNumber":"5005",' : '';
  return `{"capabilities":${JSON.stringify(capabilities)},"id":"${id}","interactionId":9007199254740993,"score":1.10,${voice}"receivedDate":${date},"state":"${state}","subject":"Orl\\u00e9ans","uri":"${origin}/api/v2/${medium.resource}/${id}","userData":{"__proto__":"a key like any other","CustomerSegment":"default"}}`;
}
