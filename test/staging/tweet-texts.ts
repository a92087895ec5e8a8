import { exchange, printedOrigin } from './exchange.js';
import { contactId } from './interaction-ids.js';
import type { NotificationParts } from './interaction-texts.js';
import type { Interaction } from './interactions.js';
import { samples } from './samples.js';

const printedTweet = '01QQQG2MU214P05K';
const printedDate = '2015-03-02 12:26:14.000+0200';

function tweetPieces(tweet: Interaction, origin: string): readonly (readonly [string, string])[] {
  return [
    [printedOrigin, origin],
    [printedTweet, tweet.id],
    ['"state":"Invited"', `"state":"${tweet.state}"`],
  ];
}

/** The `data` of a notification about a tweet: the vendor's sample for one that is completed. */
export function tweetNotification(
  tweet: Interaction,
  parts: NotificationParts,
  origin: string,
): string {
  const text = tweet.state === 'Completed' ? samples.completed : samples.invited;
  const pieces = [...tweetPieces(tweet, origin)];
  pieces.push([contactId(0), contactId(parts.contactOffset)]);
  pieces.push(['"RTargetAgentSelected":"a1"', `"RTargetAgentSelected":"${tweet.agent.userName}"`]);
  if (tweet.state === 'Processing') pieces.push(['["Accept","Reject"]', '["Reply","Complete"]']);
  else if (tweet.state !== 'Invited') pieces.push(['["Accept","Reject"]', '[]']);
  if (parts.receivedDate !== null) pieces.push([printedDate, parts.receivedDate]);
  if (parts.referenceId !== null) {
    const member = `"referenceId":${parts.referenceId}`;
    if (tweet.state === 'Completed') pieces.push(['"referenceId":45', member]);
    else pieces.push(['"StatusChange",', `"StatusChange",${member},`]);
  }
  // Last, for the pieces before look for it.
  pieces.push(['"StatusChange",', `"${parts.notificationType}",`]);
  return exchange(text, pieces);
}

/** A tweet, as the answers to `GET /me/tweets` hold it. */
export function tweetText(tweet: Interaction, origin: string): string {
  return exchange(samples.tweet, tweetPieces(tweet, origin));
}
