import type { Consequence, Part } from '../../acts/act.js';
import { isPersonal } from '../../acts/personal.js';
import { latestBefore } from '../../acts/place-consequences.js';
import type { Visit } from '../../acts/visits.js';
import { groupBy } from '../../group-by.js';
import { bookKey } from '../matching/redacted-path.js';
import { type BayeuxWords, bayeuxWords, wordsOr } from './bayeux-words.js';
import { outagesOf } from './outages.js';
import { type MatchingFacts, recordedRequest } from './recorded-request.js';
import type { Script } from './script.js';

/**
 * Writes the script of a session.
 *
 * @param common what the recorded server says whoever asks
 * @param outages whether what went wrong is wanted, too
 */
export function writeScript(
  { id, user }: Part,
  visit: Visit,
  facts: MatchingFacts,
  common: BayeuxWords,
  outages = false,
): Script {
  const { exchanges, traffic, caused } = visit;
  const { acts, prologue } = caused;
  const own = exchanges.filter((each) => each.kind === 'call' || each.kind === 'safe');
  const personal = own.filter(isPersonal);
  const actOf = new Map(
    acts.flatMap((act, index) => (act.kind === 'call' ? [[act.exchange, index] as const] : [])),
  );
  const requests = personal.map((each) => {
    const position = actOf.get(each.id) ?? latestBefore(acts, each.seq);
    return recordedRequest(each, position, facts);
  });
  const unanswered = requests.filter(({ unusable }) => unusable !== null);
  return {
    session: id,
    user,
    acts,
    requests: groupBy(
      requests.filter(({ unusable }) => unusable === null),
      ({ shape }) => bookKey(shape),
    ),
    unanswered,
    prologue,
    fromOthers: fromOthers([...prologue, ...acts.flatMap(({ consequences }) => consequences)]),
    words: wordsOr(bayeuxWords(traffic.turns), common),
    outages: outages ? outagesOf(visit, unanswered) : null,
  };
}

function fromOthers(consequences: readonly Consequence[]): Script['fromOthers'] {
  const inOrder = consequences
    .filter(({ foreign }) => foreign !== null)
    .toSorted((a, b) => a.seq - b.seq);
  return groupBy(inOrder, ({ foreign }) => foreign?.call ?? 0);
}
