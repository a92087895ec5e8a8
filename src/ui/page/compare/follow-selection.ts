import { batch, effect } from '@preact/signals';
import { recordings, selectedKey, shownPlace } from '../state/inspector-state.js';
import { choose, chosen, overview } from './compare-state.js';
import { keyOfRow } from './place-facts.js';

/** What is chosen in the list is selected on both timelines, and what is selected there is chosen here. Returns what ends it. */
export function followSelection(): () => void {
  const ends = [effect(selectRows), effect(chooseSelected)];
  return () => {
    for (const end of ends) end();
  };
}

function selectRows(): void {
  const place = chosen.value?.place ?? null;
  if (place === null) return;
  // Who has selected another row by the time that the place comes stays there.
  const by = chosen.peek()?.by ?? null;
  if (by !== null && by !== selectedKey.peek()) return;
  const keys = [keyOfRow(place.keys.baseline), keyOfRow(place.keys.candidate)];
  batch(() => {
    const at = keys[shownPlace.peek()] === null ? 1 - shownPlace.peek() : shownPlace.peek();
    shownPlace.value = at;
    selectedKey.value = keys[at] ?? null;
    for (const state of recordings.peek()) state.counterpart.value = keys[state.place] ?? null;
  });
}

function chooseSelected(): void {
  const [key, at] = [selectedKey.value, shownPlace.value];
  const told = overview.peek();
  if (key === null || told === null) return;
  const sides = ['baseline', 'candidate'] as const;
  const side = sides[at] ?? 'baseline';
  const place = chosen.peek()?.place ?? null;
  if (place !== null && keyOfRow(place.keys[side]) === key) return;
  const marked = told.marks[side].find((each) => each.key === key);
  const group = told.groups.find(({ id }) => id === marked?.group);
  if (marked !== undefined && group !== undefined) choose(group, marked.index, key);
  // What differs in nothing has its counterpart somewhere, but nobody says where.
  else for (const state of recordings.peek()) state.counterpart.value = null;
}
