import type { Account } from './accounts.js';

/** Where a tweet stands; `Queued` ones have not reached the agent yet. */
type TweetState = 'Queued' | 'Invited' | 'Processing' | 'Completed';

export interface Tweet {
  readonly id: string;
  readonly agent: Account;
  readonly state: TweetState;
}

/** What came of an operation on a tweet. */
type Outcome =
  | { readonly kind: 'done'; readonly tweet: Tweet; readonly referenceId: number }
  | { readonly kind: 'unknown-tweet' | 'unknown-operation' | 'wrong-state' };

const operations: ReadonlyMap<string, { from: TweetState; to: TweetState }> = new Map([
  ['Accept', { from: 'Invited', to: 'Processing' }],
  ['Complete', { from: 'Processing', to: 'Completed' }],
]);

/** The work of all agents. Each contact-centre session begins with the same tweets and counters. */
export interface Tweets {
  /** Begins a contact-centre session: the agent's tweets are queued again, the counter restarts. */
  start(agent: Account): void;
  end(agent: Account): void;
  /** Takes what is queued for an agent who has started; those tweets are `Invited` now. */
  invite(agent: Account): readonly Tweet[];
  perform(agent: Account, id: string, operation: string): Outcome;
  /** The tweet, if this agent has been invited to it. */
  find(agent: Account, id: string): Tweet | null;
  list(agent: Account): readonly Tweet[];
}

/**
 * @param firstReference where every agent's counter begins; they all begin alike, so they collide
 */
export function createTweets(firstReference: number): Tweets {
  const desks = new Map<Account, { tweets: Map<string, Tweet>; nextReference: number }>();

  function list(agent: Account): readonly Tweet[] {
    const tweets = [...(desks.get(agent)?.tweets.values() ?? [])];
    return tweets.filter((tweet) => tweet.state !== 'Queued');
  }

  const find = (agent: Account, id: string): Tweet | null =>
    list(agent).find((tweet) => tweet.id === id) ?? null;

  return {
    start(agent) {
      const queued = agent.tweets.map((id): [string, Tweet] => [
        id,
        { id, agent, state: 'Queued' },
      ]);
      desks.set(agent, { tweets: new Map(queued), nextReference: firstReference });
    },
    end(agent) {
      desks.delete(agent);
    },
    invite(agent) {
      const tweets = desks.get(agent)?.tweets;
      const queued = [...(tweets?.values() ?? [])].filter((tweet) => tweet.state === 'Queued');
      const invited = queued.map((tweet): Tweet => ({ ...tweet, state: 'Invited' }));
      for (const tweet of invited) tweets?.set(tweet.id, tweet);
      return invited;
    },
    perform(agent, id, operation) {
      const desk = desks.get(agent);
      const before = find(agent, id);
      if (!desk || !before) return { kind: 'unknown-tweet' };
      const step = operations.get(operation);
      if (!step) return { kind: 'unknown-operation' };
      if (before.state !== step.from) return { kind: 'wrong-state' };
      const tweet: Tweet = { ...before, state: step.to };
      desk.tweets.set(id, tweet);
      const referenceId = desk.nextReference;
      desk.nextReference += 1;
      return { kind: 'done', tweet, referenceId };
    },
    find,
    list,
  };
}
