import { batch, computed, signal } from '@preact/signals';
import type {
  DiffGroup,
  DiffKind,
  DiffOverview,
  DiffPlace,
  DiffPlaces,
} from '../../protocol/diff.js';
import { MOST_PLACES } from '../../protocol/diff.js';
import { filterGroups, type GroupFilter } from '../../view/compare/filter-groups.js';
import { getJson } from '../state/server.js';

/** How far the comparison has come. */
export type Comparing =
  | { readonly at: 'not-asked' | 'comparing' }
  | { readonly at: 'failed'; readonly message: string }
  | { readonly at: 'there'; readonly overview: DiffOverview };

export const comparing = signal<Comparing>({ at: 'not-asked' });

export const overview = computed<DiffOverview | null>(() =>
  comparing.value.at === 'there' ? comparing.value.overview : null,
);

/** What is to be seen of it. */
export const kinds = signal<ReadonlySet<DiffKind>>(new Set());
export const text = signal('');
export const noise = signal<GroupFilter['noise']>(null);

export const sections = computed(() =>
  filterGroups(overview.value?.groups ?? [], {
    kinds: kinds.value,
    text: text.value,
    noise: noise.value,
  }),
);

/** All groups that are to be seen, as they stand below one another. */
export const listed = computed<readonly DiffGroup[]>(() =>
  sections.value.flatMap(({ groups }) => groups),
);

/** A group, and which of its places is looked at. */
interface Chosen {
  readonly group: DiffGroup;
  readonly index: number;
  /** Null while it is fetched. */
  readonly place: DiffPlace | null;
  /** The row that chose it by being selected; null if it was chosen in the list. */
  readonly by: string | null;
}

export const chosen = signal<Chosen | null>(null);

/** Where the chosen group stands in `listed`; -1 if it is not to be seen. */
export const chosenAt = computed(() => {
  const group = chosen.value?.group;
  return group === undefined ? -1 : listed.value.indexOf(group);
});

/** Asks for the comparison, anew if it was there already: what was chosen stays chosen, or what takes its place. */
export async function compare(again = false): Promise<void> {
  const at = chosenAt.value;
  if (comparing.value.at !== 'there') comparing.value = { at: 'comparing' };
  try {
    const told = await getJson<DiffOverview>(again ? 'api/diff?again' : 'api/diff');
    batch(() => {
      comparing.value = { at: 'there', overview: told };
      places.clear();
      const kept = listed.value[Math.max(0, Math.min(at, listed.value.length - 1))];
      chosen.value =
        kept === undefined ? null : { group: kept, index: 0, place: kept.first, by: null };
    });
  } catch (error) {
    comparing.value = { at: 'failed', message: messageOf(error) };
  }
}

/** Places that were fetched, by group and page. */
const places = new Map<string, Promise<DiffPlaces>>();

/** Chooses a group, and one of its places; `by` the row that was selected, if one was. */
export function choose(group: DiffGroup, index = 0, by: string | null = null): void {
  chosen.value = { group, index, place: index === 0 ? group.first : null, by };
  if (index === 0) return;
  const page = Math.floor(index / MOST_PLACES);
  const name = `${group.id} ${page}`;
  const asked =
    places.get(name) ??
    getJson<DiffPlaces>(
      `api/diff/groups/${group.id}/places?revision=${overview.value?.revision}&from=${page * MOST_PLACES}`,
    );
  places.set(name, asked);
  asked.then(
    (told) => {
      const place = told.places[index % MOST_PLACES] ?? null;
      if (chosen.value?.group === group && chosen.value.index === index) {
        chosen.value = { ...chosen.value, place };
      }
    },
    () => places.delete(name),
  );
}

/** Chooses the group that stands so many below the chosen one. */
export function chooseNext(step: number): void {
  const last = listed.value.length - 1;
  const at = chosenAt.value;
  const group = listed.value[at < 0 ? 0 : Math.max(0, Math.min(last, at + step))];
  if (group !== undefined && group !== chosen.value?.group) choose(group);
}

/** Chooses another place of the chosen group. */
export function choosePlace(step: number): void {
  const now = chosen.value;
  if (now === null) return;
  const index = Math.max(0, Math.min(now.group.count - 1, now.index + step));
  if (index !== now.index) choose(now.group, index);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
