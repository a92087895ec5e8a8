import type { RecordedExchange } from '../../recording/reader.js';
import { groupBy } from '../group-by.js';
import { bookKey } from '../matching/redacted-path.js';
import { noOverrides, type Overrides } from '../overrides/override.js';
import { actsOf } from './acts-of.js';
import { type BayeuxWords, bayeuxWords, wordsOr } from './bayeux-words.js';
import { latestBefore } from './place-consequences.js';
import { isPersonal, type MatchingFacts, recordedRequest } from './recorded-request.js';
import type { Consequence, LinkOf, Part, Script } from './script.js';
import type { SessionTraffic } from './turns.js';

/**
 * Writes the script of a session.
 *
 * @param foreign a call that another session makes, by exchange id
 * @param common what the recorded server says whoever asks
 */
export function writeScript(
  { id, user }: Part,
  exchanges: readonly RecordedExchange[],
  traffic: SessionTraffic,
  link: LinkOf,
  foreign: (call: number) => RecordedExchange | null,
  facts: MatchingFacts,
  common: BayeuxWords,
  overrides: Overrides = noOverrides,
): Script {
  const own = exchanges.filter((each) => each.kind === 'call' || each.kind === 'safe');
  const personal = own.filter(isPersonal);
  const { acts, prologue } = actsOf(own, traffic, link, foreign, facts.unusable, overrides);
  const actOf = new Map(
    acts.flatMap((act, index) => (act.kind === 'call' ? [[act.exchange, index] as const] : [])),
  );
  const requests = personal.map((each) => {
    const position = actOf.get(each.id) ?? latestBefore(acts, each.seq);
    return recordedRequest(each, position, facts);
  });
  return {
    session: id,
    user,
    acts,
    requests: groupBy(
      requests.filter(({ unusable }) => unusable === null),
      ({ shape }) => bookKey(shape),
    ),
    unanswered: requests.filter(({ unusable }) => unusable !== null),
    prologue,
    fromOthers: fromOthers([...prologue, ...acts.flatMap(({ consequences }) => consequences)]),
    words: wordsOr(bayeuxWords(traffic.turns), common),
  };
}

function fromOthers(consequences: readonly Consequence[]): Script['fromOthers'] {
  const inOrder = consequences
    .filter(({ foreign }) => foreign !== null)
    .toSorted((a, b) => a.seq - b.seq);
  return groupBy(inOrder, ({ foreign }) => foreign?.call ?? 0);
}
