import type { Account } from './accounts.js';
import { samples } from './samples.js';
import type { Tweet } from './tweets.js';

/** Where the vendor's server stood; each answer names the server as its caller calls it instead. */
const printedOrigin = 'http://192.168.83.25:8080';
const printedTweet = '01QQQG2MU214P05K';
const printedDate = '2015-03-02 12:26:14.000+0200';
const printedUser = '4a1f2e60cd9b4d0a8a2b0c1d2e3f4a5b';

/** Exchanges literal pieces of a raw text; nothing is parsed, so nothing is lost. */
function exchange(text: string, pieces: readonly (readonly [string, string])[]): string {
  return pieces.reduce((result, [from, to]) => result.replaceAll(from, () => to), text);
}

function tweetPieces(tweet: Tweet, origin: string): readonly (readonly [string, string])[] {
  return [
    [printedOrigin, origin],
    [printedTweet, tweet.id],
    ['"state":"Invited"', `"state":"${tweet.state}"`],
  ];
}

/** What a notification about a tweet depends on, beside the tweet. */
export interface NotificationParts {
  /** Null for an invitation. */
  readonly referenceId: number | null;
  /** Null: as printed in the sample. */
  readonly receivedDate: string | null;
}

/** The `data` of the notification that says what state a tweet has now, as raw JSON text. */
export function tweetNotification(tweet: Tweet, parts: NotificationParts, origin: string): string {
  const text = tweet.state === 'Completed' ? samples.completed : samples.invited;
  const pieces = [...tweetPieces(tweet, origin)];
  pieces.push(['"RTargetAgentSelected":"a1"', `"RTargetAgentSelected":"${tweet.agent.userName}"`]);
  if (tweet.state === 'Processing') pieces.push(['["Accept","Reject"]', '["Reply","Complete"]']);
  if (parts.receivedDate !== null) pieces.push([printedDate, parts.receivedDate]);
  if (parts.referenceId !== null) {
    const member = `"referenceId":${parts.referenceId}`;
    if (tweet.state === 'Completed') pieces.push(['"referenceId":45', member]);
    else pieces.push(['"StatusChange",', `"StatusChange",${member},`]);
  }
  return exchange(text, pieces);
}

/** The answer to `GET /me/tweets/{id}`. */
export function tweetText(tweet: Tweet, origin: string): string {
  return `{"statusCode":0,"tweet":${tweetItem(tweet, origin)}}`;
}

/** The answer to `GET /me/tweets`. */
export function tweetsText(tweets: readonly Tweet[], origin: string): string {
  return `{"statusCode":0,"tweets":[${tweets.map((each) => tweetItem(each, origin)).join(',')}]}`;
}

function tweetItem(tweet: Tweet, origin: string): string {
  return exchange(samples.tweet, tweetPieces(tweet, origin));
}

/** The answer to `GET /me`. */
export function userText(account: Account, origin: string): string {
  const id = `4a1f2e60cd9b4d0a8a2b0c1d2e3f${Buffer.from(account.userName).toString('hex')}`;
  return exchange(samples.user, [
    [printedOrigin, origin],
    [printedUser, id],
    ['"a1"', JSON.stringify(account.userName)],
    ['"ROLE_AGENT"', account.role === 'agent' ? '"ROLE_AGENT"' : '"ROLE_SUPERVISOR"'],
  ]);
}
