import { type Account, accounts } from './accounts.js';
import type { Notifications } from './notifications.js';
import { tweetNotification } from './texts.js';
import type { Tweet, Tweets } from './tweets.js';

/** The channel that carries everything about tweets. */
const channel = '/v2/me/tweets';

export interface OfficeOptions {
  /** Null: as printed in the vendor's sample. */
  readonly receivedDate: string | null;
  /** The same in the supervisors' copies. */
  readonly copyReceivedDate: string | null;
}

/** Tells agents, and their supervisors, what happens to tweets. */
export interface Office {
  /** Sends the invitations that are due: the agent has started, and listens. */
  invite(agent: Account): void;
  /** @returns when the agent's desktops have got the notification */
  announce(tweet: Tweet, referenceId: number | null): Promise<void>;
  /** @returns when the agent's desktops have got the notification */
  announceError(agent: Account): Promise<void>;
}

export function createOffice(
  tweets: Tweets,
  notifications: Pick<Notifications, 'isListening' | 'notify'>,
  { receivedDate, copyReceivedDate }: OfficeOptions,
): Office {
  async function announce(tweet: Tweet, referenceId: number | null): Promise<void> {
    const taken = notifications.notify(tweet.agent, channel, (origin) =>
      tweetNotification(tweet, { referenceId, receivedDate }, origin),
    );
    for (const supervisor of accounts.filter((each) => each.role === 'supervisor')) {
      void notifications.notify(supervisor, channel, (origin) =>
        tweetNotification(tweet, { referenceId, receivedDate: copyReceivedDate }, origin),
      );
    }
    await taken;
  }
  return {
    invite(agent) {
      if (!notifications.isListening(agent, channel)) return;
      for (const tweet of tweets.invite(agent)) void announce(tweet, null);
    },
    announce,
    announceError: (agent) =>
      notifications.notify(agent, channel, () => '{"messageType":"ErrorMessage"}'),
  };
}
