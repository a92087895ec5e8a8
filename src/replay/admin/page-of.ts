import { usualPage } from '../../admin/request-schemas.js';

/** Characters of a page, beyond which it has no further entries. */
const mostText = 4 * 1024 * 1024;

/** Where a page begins, and how long it may be. */
export type PageQuery = Readonly<Record<string, unknown>>;

/**
 * A page of a list. What came before the list's first entry and is forgotten counts, so that a place means the same
 * later.
 *
 * @param forgotten how many that are
 * @param told what is told of an entry
 */
export function pageOf<T>(
  all: readonly T[],
  query: PageQuery,
  told: (each: T) => object = (each) => each as object,
  forgotten = 0,
): { readonly entries: readonly object[]; readonly next: number | null } {
  const { after = 0, limit = usualPage } = query as { after?: number; limit?: number };
  const entries: object[] = [];
  let at = Math.max(after - forgotten, 0);
  let text = 0;
  while (at < all.length && entries.length < limit && text < mostText) {
    const entry = told(all[at] as T);
    text += JSON.stringify(entry).length;
    entries.push(entry);
    at++;
  }
  return { entries, next: at < all.length ? at + forgotten : null };
}
