import type { Account } from './accounts.js';
import type { Medium } from './media.js';

/** What the ids of the vendor's sample begin with; the number in it counts on from server to server. */
const series = 214;

/** An id as printed, or the same one on a server whose ids are so many series further on. */
export function inSeries(id: string, idOffset: number): string {
  return id.replace(`01QQQG2MU${series}`, () => `01QQQG2MU${series + idOffset}`);
}

/** The id of an agent's n-th interaction on a medium, counted from 1. */
export function interactionId(
  agent: Account,
  medium: Medium,
  number: number,
  idOffset: number,
): string {
  const tweet = medium.name === 'twitter' ? agent.tweets[number - 1] : undefined;
  const printed = `01QQQG2MU${series}${medium.idTag}${agent.userName.toUpperCase()}${number}`;
  return inSeries(tweet ?? printed, idOffset);
}

/** The ids of the interactions that are queued for an agent on a medium at the start. */
export function queuedIds(agent: Account, medium: Medium, idOffset: number): readonly string[] {
  const count = medium.name === 'twitter' ? agent.tweets.length : medium.invitations;
  return Array.from({ length: count }, (_, index) =>
    interactionId(agent, medium, index + 1, idOffset),
  );
}

/** The contact of the sample's tweets, or who it is on another server. */
export function contactId(contactOffset: number): string {
  return `0000Ka96XNNU${4488 + contactOffset}`;
}
