import type { DiffDetail, DiffPlace } from '../../protocol/diff.js';
import { jsonLines } from '../../view/compare/json-lines.js';
import { sideBySide } from '../../view/compare/side-by-side.js';
import { SideRows } from './side-rows.js';

/** What stands at the place, on both sides. */
export function SideValues({ detail }: { readonly detail: DiffDetail }) {
  const { values, cut } = detail;
  const { baseline, candidate } = values;
  if (baseline === null && candidate === null) return <Wholly place={detail.place} />;
  const rows = sideBySide(
    baseline === null ? [] : jsonLines(baseline),
    candidate === null ? [] : jsonLines(candidate),
    null,
  );
  return (
    <>
      <SideRows
        rows={rows}
        label="Values"
        nothing={{ baseline: baseline === null, candidate: candidate === null }}
      />
      {cut && <p class="compare-note">Only the beginning is shown: it is too long.</p>}
    </>
  );
}

/** A whole call or notification is missing. */
function Wholly({ place }: { readonly place: DiffPlace }) {
  const side = place.keys.baseline === null ? 'candidate' : 'baseline';
  return <p class="compare-note">Only the {side} has it.</p>;
}
