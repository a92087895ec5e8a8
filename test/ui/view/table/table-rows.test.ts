import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row, RowKind } from '../../../../src/ui/protocol/row.js';
import { RowBook } from '../../../../src/ui/view/row-book.js';
import { MatchingRows } from '../../../../src/ui/view/search/matching-rows.js';
import type { SearchContext } from '../../../../src/ui/view/search/search-context.js';
import { groupOf, type RowGroup } from '../../../../src/ui/view/table/row-group.js';
import { COLUMNS, type Sorting, WIRE_ORDER } from '../../../../src/ui/view/table/sort-key.js';
import { TableRows } from '../../../../src/ui/view/table/table-rows.js';
import { call, notification, row } from '../rows.js';

const ALL: ReadonlySet<RowGroup> = new Set(['calls', 'safe', 'notifications', 'bayeux']);

function contextOf(book: RowBook): SearchContext {
  return {
    userOf: () => null,
    find: (key) => book.find(key),
    answersOf: (id) => book.answersOf(id),
    span: null,
  };
}

function tableOf(book: RowBook, groups = ALL, sorting: Sorting = WIRE_ORDER): TableRows {
  return new TableRows(book, { groups, sorting, context: contextOf(book) });
}

function keys(book: RowBook, places: readonly number[]): readonly (string | undefined)[] {
  return places.map((place) => book.rows[place]?.key);
}

describe('the rows of the table', () => {
  it('are those of the kinds that are shown, and all that are found are counted', () => {
    const book = new RowBook();
    book.add([call(1), row('bayeux', 2), notification(3), row('message', 4), row('safe', 5)]);
    const { places, counts } = tableOf(book, new Set(['calls', 'notifications'])).update(null);
    expect(keys(book, places)).toEqual(['e1', 'm3']);
    expect(counts).toEqual({ calls: 1, safe: 1, notifications: 1, bayeux: 2 });
  });

  it('are sorted by a column, with what has nothing there last', () => {
    const book = new RowBook();
    book.add([
      call(1, { end: 900 }),
      call(2, { end: null }),
      call(3, { end: 40 }),
      notification(4),
      call(5, { end: 2_000 }),
    ]);
    const by = (sorting: Sorting) => keys(book, tableOf(book, ALL, sorting).update(null).places);
    expect(by({ by: 'duration', descends: true })).toEqual(['e5', 'e1', 'e3', 'e2', 'm4']);
    expect(by({ by: 'duration', descends: false })).toEqual(['e3', 'e1', 'e5', 'e2', 'm4']);
    expect(by({ by: 'time', descends: true })).toEqual(['e5', 'm4', 'e3', 'e2', 'e1']);
  });

  it('are told by another list each time, so that who waits for one is told', () => {
    const book = new RowBook();
    const table = tableOf(book);
    const before = table.update(null).places;
    book.add([call(1)]);
    expect(table.update(null).places).not.toBe(before);
    expect(before).toEqual([]);
  });

  it('knows where a row stands', () => {
    const book = new RowBook();
    book.add([call(1), row('safe', 2), call(3)]);
    const list = tableOf(book, new Set(['calls'])).update(null);
    expect([0, 1, 2, -1].map((place) => TableRows.indexOf(list, place, true))).toEqual([
      0, -1, 1, -1,
    ]);
  });

  it('are the same however they came', () => {
    const kinds: readonly RowKind[] = ['call', 'safe', 'bayeux', 'notification', 'message'];
    const arbitraryRow = fc.record({
      id: fc.integer({ min: 1, max: 30 }),
      kind: fc.constantFrom(...kinds),
      // Sometimes one comes late, and all is laid anew.
      late: fc.integer({ min: 0, max: 20 }).map((each) => each === 0),
      length: fc.option(fc.nat(5)),
      status: fc.option(fc.constantFrom(200, 404)),
    });
    const sorting = fc.oneof(
      fc.constant(WIRE_ORDER),
      fc.record({ by: fc.constantFrom(...COLUMNS), descends: fc.boolean() }),
    );
    const groups = fc.uniqueArray(fc.constantFrom(...ALL)).map((some) => new Set(some));
    fc.assert(
      fc.property(
        fc.array(fc.array(arbitraryRow, { maxLength: 6 })),
        sorting,
        groups,
        (batches, sorts, shown) => {
          const book = new RowBook();
          const table = tableOf(book, shown, sorts);
          const matches = ({ status }: Row) => status !== 404;
          const matching = new MatchingRows(book, matches);
          let seq = 100;
          for (const batch of batches) {
            book.add(
              batch.map(({ id, kind, late, length, status }) => {
                const made = row(kind, id, { status, operation: String(length) });
                const known = book.find(made.key);
                seq += 1;
                return {
                  ...made,
                  seq: known?.seq ?? (late ? seq - 90 : seq),
                  end: length === null ? null : made.at + length,
                };
              }),
            );
            const found = matching.update();
            const { places, counts } = table.update(found);
            const naive = book.rows.filter(matches);
            expect(new Set(found)).toEqual(new Set(naive.map(({ key }) => key)));
            expect(keys(book, places)).toEqual(
              keys(book, tableOf(book, shown, sorts).update(found).places),
            );
            expect(new Set(keys(book, places))).toEqual(
              new Set(naive.filter(({ kind }) => shown.has(groupOf(kind))).map(({ key }) => key)),
            );
            expect(Object.values(counts).reduce((sum, each) => sum + each)).toBe(naive.length);
          }
        },
      ),
    );
  });
});
