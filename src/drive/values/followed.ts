import type { ValueFlow } from './flow.js';
import { textOfPlace } from './flow-place.js';

/** A followed value with its places as look-ups. */
export interface Followed {
  /** Where the server said it first, in wire order. */
  readonly firstSaid: number;
  /** Where it is learned from. */
  readonly from: ReadonlySet<string>;
  /** Where it is replaced. */
  readonly to: ReadonlySet<string>;
  /** The first of `from`. */
  readonly origin: string;
}

export function followedBy({ followed }: ValueFlow): ReadonlyMap<string, Followed> {
  return new Map(
    followed.map(({ value, firstSaid, from, to }) => {
      const places = from.map(textOfPlace);
      return [
        value,
        {
          firstSaid,
          from: new Set(places),
          to: new Set(to.map(textOfPlace)),
          origin: places[0] ?? '',
        },
      ];
    }),
  );
}
