import type { BrokenRenaming, Difference } from '../../diff/difference.js';
import { printable } from '../printable.js';
import { shorten } from '../shorten.js';
import type { DifferenceGroup } from './group-differences.js';
import { idsText } from './ids-text.js';

const MOST_USERS = 3;
const LONGEST_USER = 24;
const LONGEST_PLACE = 120;
const LONGEST_ID = 40;

/** What differs and where: `body /interaction/state`; of a notification with its name. Printable. */
export function placeWords({ kind, operation, notification, place }: DifferenceGroup): string {
  return [kind, notification === operation ? '' : (notification ?? ''), place ?? '']
    .filter((part) => part !== '')
    .map((part) => shorten(printable(part), LONGEST_PLACE))
    .join('  ');
}

/** How often, for whom, and where to look. Printable. */
export function timesWords({ differences, values }: DifferenceGroup): string {
  const count = differences.length;
  return [
    count === 1 ? [] : [`${count} times`],
    values === 1 ? [] : [`${values} different values`],
    [usersText(differences)],
    [idsText(differences)],
  ]
    .flat()
    .join(', ');
}

/** Where an identifier was renamed otherwise; no lines if nothing broke. Printable. */
export function brokenWords({ differences: [first] }: DifferenceGroup): readonly string[] {
  return first.broken === null ? [] : [brokenText(first.broken)];
}

function brokenText({ baseline, candidate, where }: BrokenRenaming): string {
  const ids = [baseline, candidate].map((id) => shorten(printable(id), LONGEST_ID));
  return `but ${ids.join(' / ')} in ${shorten(printable(where), LONGEST_PLACE)}`;
}

function usersText(differences: readonly Difference[]): string {
  const counts = new Map<string | null, number>();
  for (const { user } of differences) counts.set(user, (counts.get(user) ?? 0) + 1);
  const named = [...counts].slice(0, MOST_USERS).map(([user, count]) => {
    const name = user === null ? 'an unknown user' : shorten(printable(user), LONGEST_USER);
    return counts.size === 1 ? name : `${name} (${count})`;
  });
  const left = counts.size - named.length;
  return `for ${left > 0 ? `${named.join(', ')} and ${left} more` : listed(named)}`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
