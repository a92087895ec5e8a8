import { useEffect, useRef, useState } from 'preact/hooks';
import type { DiffGroup } from '../../protocol/diff.js';
import type { GroupSection } from '../../view/compare/filter-groups.js';
import { plural } from '../../view/compare/overview-words.js';
import { visibleText } from '../../view/visible-text.js';
import {
  choose,
  chooseNext,
  choosePlace,
  chosen,
  chosenAt,
  listed,
  overview,
  sections,
} from './compare-state.js';
import { DifferenceOption } from './difference-option.js';
import { Nothing } from './nothing.js';

/** Groups that are drawn at once; more are as one comes near the end. */
const BATCH = 200;

/** What differs, by operation. */
export function DifferenceList() {
  const list = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [most, setMost] = useState(BATCH);
  const at = chosenAt.value;
  const shown = Math.max(most, at + BATCH / 2);
  const all = listed.value.length;

  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setMost((now) => now + BATCH);
      },
      { root: list.current, rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [shown < all]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  if (all === 0) {
    return (
      <div class="compare-list">
        <Nothing words="Nothing fits." more="Take back a filter to see more." />
      </div>
    );
  }
  const leftOut = overview.value?.leftOut ?? 0;
  return (
    <div
      class="compare-list"
      ref={list}
      id="compare-list"
      role="listbox"
      tabIndex={0}
      aria-label="Differences"
      aria-activedescendant={at < 0 ? undefined : idOf(listed.value[at])}
      onKeyDown={onKey}
    >
      {leftOut > 0 && (
        <p class="compare-faint compare-left-out">
          {plural(leftOut, 'more place')} have no room here; <code>understudy diff</code> with{' '}
          <code>--format json</code> tells all of them.
        </p>
      )}
      {take(sections.value, shown).map((section) => (
        <Section section={section} key={`${section.rule} ${section.operation}`} />
      ))}
      {shown < all && <div ref={end} class="compare-end" />}
    </div>
  );
}

function Section({ section }: { readonly section: GroupSection }) {
  const { operation, rule, count, groups } = section;
  const id = `compare-section-${groups[0]?.id}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: groups of a listbox are no fieldsets.
    <div role="group" aria-labelledby={id}>
      <div class={rule === null ? 'compare-section' : 'compare-section compare-ignored'} id={id}>
        <span title={visibleText(operation)}>{visibleText(operation)}</span>
        <b>{count.toLocaleString('en')}</b>
        {rule !== null && <small title={visibleText(rule)}>ignored: {visibleText(rule)}</small>}
      </div>
      {groups.map((group) => (
        <DifferenceOption
          key={group.id}
          id={idOf(group)}
          group={group}
          isChosen={chosen.value?.group === group}
        />
      ))}
    </div>
  );
}

/** So many groups from the first. */
function take(all: readonly GroupSection[], most: number): readonly GroupSection[] {
  const taken: GroupSection[] = [];
  let left = most;
  for (const section of all) {
    if (left <= 0) break;
    taken.push({ ...section, groups: section.groups.slice(0, left) });
    left -= section.groups.length;
  }
  return taken;
}

function idOf(group: DiffGroup | undefined): string {
  return `compare-group-${group?.id}`;
}

function onKey(event: KeyboardEvent): void {
  const order = keys.get(event.key);
  if (order === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  order();
}

const PAGE = 10;

const keys: ReadonlyMap<string, () => void> = new Map([
  ['ArrowDown', () => chooseNext(1)],
  ['ArrowUp', () => chooseNext(-1)],
  ['PageDown', () => chooseNext(PAGE)],
  ['PageUp', () => chooseNext(-PAGE)],
  ['ArrowRight', () => choosePlace(1)],
  ['ArrowLeft', () => choosePlace(-1)],
  ['Home', () => chooseEnd(listed.value[0])],
  ['End', () => chooseEnd(listed.value.at(-1))],
  ['Enter', () => document.getElementById('compare-detail')?.focus()],
]);

function chooseEnd(group: DiffGroup | undefined): void {
  if (group !== undefined) choose(group);
}
