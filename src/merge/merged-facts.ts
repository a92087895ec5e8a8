import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../errors.js';
import { SERIES_FACTS } from '../recording/series.js';
import { RULES_FACT, recordedRules, rulesToRecord } from '../rules/recorded-rules.js';
import type { Rules } from '../rules/rules.js';
import { rulesFor } from '../rules/rules-for.js';
import type { MergedWords } from './merged-words.js';
import type { Part } from './part.js';

/** Facts that are made of those of all. */
const OWN = new Set([
  ...['label', 'target', 'origin', 'started_at', 'ended_at', 'only', 'exclude', 'failed_waits'],
  ...SERIES_FACTS,
  RULES_FACT,
]);

/**
 * What is known of the merged recording as a whole, as facts. It lasts from the first to the last of them, and is
 * interrupted if one of them is. Where they listened stays only if it is the same.
 *
 * @throws UsageError if they have different labels, targets or rules, and none is given
 * @throws RecordingError if rules that one keeps are none
 */
export function mergedFacts(parts: readonly Part[], words: MergedWords): Map<string, string> {
  const infos = parts.map(({ info }) => info);
  const facts = new Map<string, string>();
  const put = (name: string, value: string | null): void => {
    if (value !== null) facts.set(name, value);
  };
  put('started_at', String(Math.min(...infos.map(({ startedAt }) => startedAt))));
  put('label', words.label ?? agreed(parts, 'label', words.lenient === true ? 'all' : 'error'));
  put(
    'target',
    words.target ?? agreed(parts, 'target', words.lenient === true ? 'first' : 'error'),
  );
  put('origin', agreed(parts, 'origin', 'none'));
  put(RULES_FACT, mergedRulesFact(parts, words));
  for (const [name, lists] of [
    ['only', infos.map(({ only }) => only)],
    ['exclude', infos.map(({ exclude }) => exclude)],
    ['failed_waits', infos.map(({ failedWaits }) => failedWaits)],
  ] as const) {
    const list = name === 'failed_waits' ? lists.flat() : [...new Set(lists.flat())];
    if (list.length > 0) put(name, JSON.stringify(list));
  }
  // What a later version writes down, and all say alike.
  for (const [name, value] of parts[0]?.facts ?? []) {
    if (!OWN.has(name) && parts.every(({ facts: all }) => all.get(name) === value))
      put(name, value);
  }
  const ends = infos.flatMap(({ endedAt }) => endedAt ?? []);
  if (ends.length === infos.length) put('ended_at', String(Math.max(...ends)));
  return facts;
}

/**
 * The rules by which all are linked.
 *
 * @throws UsageError if they were linked by different rules, and none are given
 */
export function mergedRules(parts: readonly Part[], given: Rules | undefined): Rules {
  const [first, ...others] = parts;
  if (first === undefined) throw new UsageError('there is nothing to merge');
  const rules = rulesFor(first, given);
  for (const other of others) {
    const { correlate, match } = rulesFor(other, given);
    if (isDeepStrictEqual({ correlate, match }, { correlate: rules.correlate, match: rules.match }))
      continue;
    throw new UsageError(
      `${first.file} and ${other.file} were linked by different rules; say with --rules which hold`,
    );
  }
  return rules;
}

function mergedRulesFact(parts: readonly Part[], { rules }: MergedWords): string | null {
  if (rules !== undefined) return rulesToRecord(mergedRules(parts, rules));
  const [first] = parts;
  if (first === undefined) return null;
  mergedRules(parts, undefined);
  // As it stands in the file.
  recordedRules(first);
  return first.info.rules;
}

/** What they say; null if none says anything. Where they differ: all in one text, the first, nothing or an error. */
function agreed(
  parts: readonly Part[],
  name: 'label' | 'target' | 'origin',
  otherwise: 'all' | 'first' | 'none' | 'error',
): string | null {
  const said = parts.filter(({ info }) => info[name] !== null);
  const values = [...new Set(said.map(({ info }) => info[name] as string))];
  const [first, second] = values;
  if (first === undefined) return null;
  if (second === undefined || otherwise === 'first') return first;
  if (otherwise === 'all') return values.join(' + ');
  if (otherwise === 'none') return null;
  const file = (value: string) => said.find(({ info }) => info[name] === value)?.file ?? '';
  throw new UsageError(
    `${file(first)} has the ${name} ${first}, ${file(second)} ${second}; say with --${name} which holds`,
  );
}
