import { isBayeuxBatch, parseBatch } from '../../bayeux/batch.js';
import type { BayeuxMessage } from '../../bayeux/message.js';
import { member, stringMember } from '../../json/node.js';
import { type Check, failure, fine, unknown, warning } from '../check.js';
import { type Answer, type Asking, ask, type Question } from './ask.js';
import { cookieHeader } from './cookies.js';
import { told } from './told.js';
import { TooLate } from './within.js';

/** Where CometD is found: GWS, Workspace, what CometD's and Genesys's own examples have, Faye. */
const usualPaths: readonly string[] = [
  '/api/v2/notifications',
  '/workspace/v3/notifications',
  '/genesys/cometd',
  '/cometd',
  '/bayeux',
  '/faye',
];

const handshake = JSON.stringify([
  {
    id: '1',
    channel: '/meta/handshake',
    version: '1.0',
    minimumVersion: '1.0',
    supportedConnectionTypes: ['long-polling', 'callback-polling', 'websocket'],
  },
]);

type Headers = Readonly<Record<string, string>>;

/** What came of looking for CometD. */
export interface CometdFound {
  readonly check: Check;
  /** Everything that was said. */
  readonly answers: readonly Answer[];
}

/**
 * Looks for the CometD endpoint by shaking hands, and says goodbye at once, so that no session stays behind.
 *
 * @param path where it is; null to try the usual places
 * @param headers with which desktops would come
 */
export async function cometdCheck(
  asking: Asking,
  path: string | null,
  headers: Headers,
): Promise<CometdFound> {
  const answers: Answer[] = [];
  let guarded: Answer | null = null;
  for (const each of path === null ? usualPaths : [path]) {
    let answer: Answer;
    try {
      answer = await ask(asking, bayeuxRequest(each, handshake, headers));
    } catch (error) {
      // Who hangs once hangs each time.
      if (error instanceof TooLate && path === null && guarded === null)
        return { check: hangs(each, error), answers };
      continue;
    }
    answers.push(answer);
    const [reply] = repliesIn(answer);
    if (reply !== undefined) {
      return { check: await met(asking, each, reply, answer, headers), answers };
    }
    if (answer.status === 401 || answer.status === 403) guarded ??= answer;
  }
  return {
    check: guarded === null ? nowhere(path, answers) : needsLogIn(guarded, headers),
    answers,
  };
}

function bayeuxRequest(path: string, body: string, headers: Headers): Question {
  return {
    method: 'POST',
    path,
    headers: { ...headers, 'Content-Type': 'application/json;charset=UTF-8' },
    body,
  };
}

/** Replies to the handshake; none if this is no Bayeux. */
function repliesIn({ body }: Answer): readonly BayeuxMessage[] {
  const messages = parseBatch(Buffer.from(body, 'latin1').toString(), { depth: 100, batch: 100 });
  if (messages === null || !isBayeuxBatch(messages, 'to-desktop')) return [];
  return messages.filter(({ channel }) => channel === '/meta/handshake');
}

async function met(
  asking: Asking,
  path: string,
  reply: BayeuxMessage,
  answer: Answer,
  headers: Headers,
): Promise<Check> {
  const { clientId, node, successful, error } = reply;
  if (successful !== true || clientId === null) {
    const why = told(error ?? `HTTP ${answer.status}`);
    return refused(`CometD answers at ${path}, and refuses the handshake (${why})`, headers);
  }
  const goodbye = JSON.stringify([{ id: '2', channel: '/meta/disconnect', clientId }]);
  // A session is found by cookie and clientId.
  const cookies = mergedCookies(headers, cookieHeader([answer]));
  const left = await ask(asking, bayeuxRequest(path, goodbye, { ...headers, ...cookies })).then(
    ({ status }) => status !== 200,
    () => true,
  );
  const version = stringMember(node, 'version');
  const transports = member(node, 'supportedConnectionTypes');
  const names =
    transports?.kind === 'array'
      ? transports.items.flatMap((each) => (each.kind === 'string' ? [each.value] : []))
      : [];
  const found =
    `CometD shakes hands at ${path}: Bayeux ${told(version ?? 'of no version')}, ` +
    `transports ${told(names.join(', ') || 'unknown')}`;
  return fine(
    'cometd',
    left ? `${found}; the session that was made for this is left to expire` : found,
  );
}

function mergedCookies(
  ...parts: readonly Readonly<Record<string, string>>[]
): Readonly<Record<string, string>> {
  const cookies = parts.flatMap(({ Cookie }) => (Cookie === undefined ? [] : [Cookie]));
  return cookies.length === 0 ? {} : { Cookie: cookies.join('; ') };
}

function needsLogIn({ question, status }: Answer, headers: Headers): Check {
  return refused(`a handshake at ${question.path} is answered ${status}`, headers);
}

/** Whether desktops, which log in, get notifications shows only to who does so, too. */
function refused(found: string, headers: Headers): Check {
  if (headers.Authorization === undefined) {
    return unknown(
      'cometd',
      `${found}: it takes a log-in, so nobody knows whether desktops get notifications`,
      'ask as one of them: --user NAME, with the password in the environment or --credentials',
    );
  }
  return warning(
    'cometd',
    `${found}, though a log-in was sent`,
    'check what login says above; if it is fine, whether this user may have notifications, and their path: --cometd PATH',
  );
}

function hangs(path: string, { limit }: TooLate): Check {
  return warning(
    'cometd',
    `a handshake at ${path} is not answered within ${limit} ms`,
    'look at the server; --timeout MS gives it longer, --cometd PATH names another place',
  );
}

function nowhere(path: string | null, answers: readonly Answer[]): Check {
  if (path === null) {
    return warning(
      'cometd',
      `no CometD at ${usualPaths.join(', ')}`,
      'name its path with --cometd PATH; record finds it by itself, whatever its path',
    );
  }
  const [answer] = answers;
  const what = answer === undefined ? 'nothing answers' : `${answer.status} and no Bayeux comes`;
  return failure(
    'cometd',
    `${what} when shaking hands at ${path}`,
    'check the path of --cometd: desktops have it in their settings',
  );
}
