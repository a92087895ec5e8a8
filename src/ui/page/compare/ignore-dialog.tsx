import { useEffect, useRef, useState } from 'preact/hooks';
import type { DiffIgnoring, DiffOverview, DiffScope, DiffWay } from '../../protocol/diff.js';
import { kindWords } from '../../view/compare/kind-words.js';
import { plural } from '../../view/compare/overview-words.js';
import { visibleText } from '../../view/visible-text.js';
import { asked, ignore, told, writing } from './ignore-state.js';
import { Nothing } from './nothing.js';
import { useFetched } from './use-fetched.js';

/** Asks where and how far to ignore a difference, and shows the rule before it is written. */
export function IgnoreDialog({ overview }: { readonly overview: DiffOverview }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const group = asked.value;
  useEffect(() => {
    if (group !== null && dialog.current?.open === false) dialog.current.showModal();
    if (group === null) dialog.current?.close();
  }, [group]);
  return (
    <dialog
      ref={dialog}
      class="compare-dialog"
      aria-labelledby="compare-dialog-title"
      onClose={() => {
        asked.value = null;
      }}
    >
      {group !== null && (
        <>
          <h2 id="compare-dialog-title">Ignore this from now on</h2>
          <p class="compare-dialog-what">
            {kindWords[group.kind]}{' '}
            {group.place !== null && <code>{visibleText(group.place)}</code>}
            <br />
            <span class="compare-faint">{visibleText(group.label)}</span>
          </p>
          <Choice key={group.id} group={group.id} overview={overview} />
        </>
      )}
    </dialog>
  );
}

interface ChoiceProps {
  readonly group: number;
  readonly overview: DiffOverview;
}

function Choice({ group, overview }: ChoiceProps) {
  const { value, failure } = useFetched<DiffIgnoring>(
    `api/diff/groups/${group}/ignoring?revision=${overview.revision}`,
  );
  const [option, setOption] = useState<number | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), [value]);
  if (failure !== null) return <Nothing words={failure} isTrouble={true} />;
  if (value === null) return <Nothing words="Looking which rules fit…" />;
  const scope = value.scopes.find(({ ways }) => has(ways, option ?? value.proposed));
  const way = scope?.ways.find((each) => each.option === (option ?? value.proposed));
  if (scope === undefined || way === undefined) {
    return (
      <>
        <Nothing words="No rule can say this." />
        <Buttons option={null} />
      </>
    );
  }
  return (
    <form method="dialog">
      <fieldset>
        <legend>Where</legend>
        {value.scopes.map((each) => (
          <label key={each.words}>
            <input
              type="radio"
              name="scope"
              ref={each === value.scopes[0] ? first : null}
              checked={each === scope}
              onChange={() => setOption(inScope(each, way))}
            />
            {each.words}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>What may differ there</legend>
        {scope.ways.map((each) => (
          <label key={each.option}>
            <input
              type="radio"
              name="way"
              checked={each === way}
              onChange={() => setOption(each.option)}
            />
            {each.words}
            <span class="compare-covers">
              ignores {each.covers.toLocaleString('en')} of {overview.count.toLocaleString('en')}
            </span>
          </label>
        ))}
      </fieldset>
      <p class="compare-preview">
        <span class="visually-hidden">The rule: </span>
        <code>{visibleText(way.rule)}</code>
      </p>
      {value.file === null ? (
        <p class="compare-note">
          This inspector changes nothing. Put the rule into the list <code>noise.ignore</code> of a
          rules file, or start the inspector with <code>--write</code>.
        </p>
      ) : (
        <p class="compare-faint">
          Goes into {visibleText(value.file)}, which keeps all else as it is; then{' '}
          {plural(overview.count - way.covers, 'difference')} will be left.
        </p>
      )}
      {told.value?.isTrouble === true && (
        <p class="compare-note compare-broken" role="alert">
          {visibleText(told.value.words)}
        </p>
      )}
      <Buttons option={value.file === null ? null : way.option} />
    </form>
  );
}

function Buttons({ option }: { readonly option: number | null }) {
  return (
    <p class="compare-dialog-buttons">
      <button
        type="button"
        onClick={() => {
          asked.value = null;
        }}
      >
        Cancel
      </button>
      <button
        type="button"
        class="compare-primary"
        disabled={option === null || writing.value}
        onClick={() => {
          if (option !== null) void ignore(option);
        }}
      >
        {writing.value ? 'Comparing again…' : 'Ignore it'}
      </button>
    </p>
  );
}

function has(ways: readonly DiffWay[], option: number | null): boolean {
  return ways.some((each) => each.option === option);
}

/** The same way in another scope, else the first there. */
function inScope({ ways }: DiffScope, { words }: DiffWay): number | null {
  return (ways.find((each) => each.words === words) ?? ways[0])?.option ?? null;
}
