import type { Row } from '../../../../src/ui/protocol/row.js';
import { drawLane } from '../../../../src/ui/view/timeline/draw-lane.js';
import { LaneIndex } from '../../../../src/ui/view/timeline/lane-index.js';
import { LaneStack } from '../../../../src/ui/view/timeline/lane-stack.js';
import type { Painter, Place } from '../../../../src/ui/view/timeline/painter.js';
import type { TimeScale } from '../../../../src/ui/view/timeline/time-scale.js';
import type { Lit } from '../../../../src/ui/view/timeline/track.js';

/** The rows laid into lanes. */
export function indexOf(...rows: readonly Row[]): LaneIndex {
  const index = new LaneIndex();
  index.add(rows);
  return index;
}

export function stackOf(index: LaneIndex, folded: readonly (number | null)[] = []): LaneStack {
  return new LaneStack(index.lanes, ({ session }) => folded.includes(session));
}

/** A window of as many milliseconds as it is wide, in pixels, from the beginning of time. */
export function windowOf(to: number, width = to): TimeScale {
  return { from: 0, to, width };
}

/** What is drawn of all lanes, a line for each thing, and how many places were looked at for it. */
export function drawn(
  index: LaneIndex,
  scale: TimeScale,
  keys: ReadonlySet<string> | null = null,
): { readonly lines: readonly string[]; readonly visits: number } {
  const lines: string[] = [];
  const lit = litBy(keys);
  const stack = stackOf(index);
  const told = ({ x, y, width }: Place): string =>
    `at ${round(x)},${round(y)} wide ${round(width)}`;
  const painter: Painter = {
    bar: (place, { key, look }, isDim) =>
      lines.push(`${look} ${key} ${told(place)}${isDim ? ' dim' : ''}`),
    mark: (place, { key, look }, isDim) =>
      lines.push(`mark ${look} ${key} ${told(place)}${isDim ? ' dim' : ''}`),
    group: (place, { count, looks, isMarked, isDim }) =>
      lines.push(
        `${count} of ${looks.join('+')} ${told(place)}${isMarked ? ' marked' : ''}${isDim ? ' dim' : ''}`,
      ),
    crowd: (place, count, looks) =>
      lines.push(`crowd of ${count} ${looks.join('+')} ${told(place)}`),
  };
  let visits = 0;
  const now = scale.to;
  for (const lane of index.lanes) {
    visits += drawLane(lane, stack, 0, { scale, now, lit, painter });
  }
  return { lines, visits };
}

/** A search that finds these. */
export function litBy(keys: ReadonlySet<string> | null): Lit | null {
  return keys === null ? null : { keys, search: keys };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
