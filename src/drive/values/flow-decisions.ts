import { type FlowPlace, textOfPlace } from './flow-place.js';

/** What a person decided of some values; `docs/follow.schema.json` describes it. */
export interface FlowDecision {
  /** Its text as it was recorded. */
  readonly value?: string;
  /** Where the server says it, in which `*` stands for any text without `/` or space, and `**` for any text. */
  readonly from?: string;
  /** Where a request carries it, as `from`. */
  readonly to?: string;
  readonly follow: boolean;
}

/** In order: of several that fit the first decides. */
export type FlowDecisions = readonly FlowDecision[];

/** Looks up the decision for a value at one place of a request; null if there is none. */
export type Decide = (value: string, from: readonly FlowPlace[], to: FlowPlace) => Decided | null;

export interface Decided {
  readonly follow: boolean;
  /** Whether it is learned from a place. */
  readonly source: (from: FlowPlace) => boolean;
}

export function deciderOf(decisions: FlowDecisions): Decide {
  const compiled = decisions.map(({ value, from, to, follow }) => ({
    value: value ?? null,
    source: from === undefined ? null : matcher(from),
    use: to === undefined ? null : matcher(to),
    follow,
  }));
  return (value, from, to) => {
    for (const each of compiled) {
      if (each.value !== null && each.value !== value) continue;
      if (each.use !== null && !each.use(to)) continue;
      if (each.source !== null && !from.some(each.source)) continue;
      return { follow: each.follow, source: each.source ?? (() => true) };
    }
    return null;
  };
}

/** Compares with what `--explain` prints. */
function matcher(pattern: string): (place: FlowPlace) => boolean {
  const expression = new RegExp(
    `^${pattern
      .split(/(\*+)/u)
      .map((each) => {
        if (each.startsWith('*')) return each.length > 1 ? '.*' : '[^/ ]*';
        return each.replace(/[\\^$.+?()[\]{}|/]/gu, '\\$&');
      })
      .join('')}$`,
    'su',
  );
  return (place) => expression.test(textOfPlace(place));
}
