import type { Account } from './accounts.js';
import { type Answer, ok, refusal } from './answer.js';
import type { Office } from './office.js';
import type { Tweets } from './tweets.js';

/** An answer, and what follows once it is out. */
export interface Reaction {
  readonly answer: Answer;
  readonly afterwards?: () => void;
}

/** The calls that desktops make. A `body` is null if it was no JSON object. */
export interface Calls {
  me(account: Account, body: Readonly<Record<string, unknown>> | null): Reaction;
  tweet(
    account: Account,
    id: string,
    body: Readonly<Record<string, unknown>> | null,
  ): Promise<Reaction>;
}

const parameterMissing = (what: string): Answer => refusal(400, 1, `Parameter missing: ${what}`);
const unknownOperation = refusal(400, 2, 'Operation not supported');
const wrongState = refusal(400, 2, 'Operation not allowed in this state');
const unknownTweet = refusal(404, 6, 'Resource not found');
const internalError = refusal(500, 4, 'Internal error');

/**
 * @param notificationFirst operations that are answered only after the desktop has got the
 *   notification that they cause
 */
export function createCalls(
  tweets: Tweets,
  office: Office,
  notificationFirst: readonly string[],
): Calls {
  return {
    me(account, body) {
      switch (operationOf(body)) {
        case 'StartContactCenterSession':
          tweets.start(account);
          return { answer: started(body?.channels), afterwards: () => office.invite(account) };
        case 'EndContactCenterSession':
          tweets.end(account);
          return { answer: ok('{"statusCode":0}') };
        case null:
          return { answer: parameterMissing('operationName') };
        default:
          return { answer: unknownOperation };
      }
    },
    async tweet(account, id, body) {
      const operation = operationOf(body);
      if (operation === null) return { answer: parameterMissing('operationName') };
      if (id === 'broken') {
        await office.announceError(account);
        return { answer: internalError };
      }
      const outcome = tweets.perform(account, id, operation);
      switch (outcome.kind) {
        case 'unknown-tweet':
          return { answer: unknownTweet };
        case 'unknown-operation':
          return { answer: unknownOperation };
        case 'wrong-state':
          return { answer: wrongState };
        case 'done': {
          const { tweet, referenceId } = outcome;
          const answer = ok(JSON.stringify({ statusCode: 0, referenceId }));
          const announce = (): Promise<void> => office.announce(tweet, referenceId);
          if (!notificationFirst.includes(operation))
            return { answer, afterwards: () => void announce() };
          await announce();
          return { answer };
        }
      }
    },
  };
}

function operationOf(body: Readonly<Record<string, unknown>> | null): string | null {
  const operation = body?.operationName;
  return typeof operation === 'string' ? operation : null;
}

/** There is no telephony here, so `voice` fails: then the real server answers 200 with 7, partial. */
function started(channels: unknown): Answer {
  const asked = Array.isArray(channels) ? channels.filter((each) => typeof each === 'string') : [];
  const failed = asked.filter((each) => each === 'voice').map((channel) => ({ channel }));
  const succeeded = asked.filter((each) => each !== 'voice').map((channel) => ({ channel }));
  return ok(JSON.stringify({ statusCode: failed.length > 0 ? 7 : 0, failed, succeeded }));
}
