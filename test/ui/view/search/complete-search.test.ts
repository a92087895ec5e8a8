import { expect, it } from 'vitest';
import { completeSearch } from '../../../../src/ui/view/search/complete-search.js';
import { occurringValues } from '../../../../src/ui/view/search/occurring-values.js';
import { asksFor, withoutKey, withTerm } from '../../../../src/ui/view/search/with-term.js';
import { contextOf, DAY } from './search-rows.js';

const context = contextOf(DAY);

/** The choices at `^`, and the search after the first of them. */
function offered(marked: string): { readonly labels: readonly string[]; readonly after: string } {
  const caret = marked.indexOf('^');
  const text = marked.replace('^', '');
  const { from, to, choices } = completeSearch(text, caret, {
    values: (key) => occurringValues(key, DAY, context),
    states: ({ is }) => DAY.filter(is).length,
  });
  return {
    labels: choices.map(({ label, count }) => (count === null ? label : `${label} ${count}`)),
    after: text.slice(0, from) + (choices[0]?.insert ?? '') + text.slice(to),
  };
}

it.each<[string, readonly string[], string]>([
  ['stat^', ['status:', 'state:'], 'status:'],
  ['a1 -stat^', ['status:', 'state:'], 'a1 -status:'],
  [
    'operation:^',
    ['Complete 1', 'CompleteTransfer 1', 'Accept 1', 'Release 1', 'Do it 1'],
    'operation:Complete ',
  ],
  ['op:compl^', ['Complete 1', 'CompleteTransfer 1'], 'op:Complete '],
  ['operation:Complete,d^ x', ['Do it 1'], 'operation:Complete,"Do it"  x'],
  ['user:^', ['a1 7', 'Agent Two 2'], 'user:a1 '],
  ['user:"ag^', ['Agent Two 2'], 'user:"Agent Two" '],
  ['status:^', ['200 3', '403 1', '500 1', '204 1'], 'status:200 '],
  ['unc^', ['uncorrelated 2'], 'uncorrelated '],
  ['is:un^', ['uncorrelated 2', 'unsolicited 1', 'undelivered 0'], 'is:uncorrelated '],
  ['rel^', ['operation:Release 1'], 'operation:Release '],
  ['duration:^', [], 'duration:'],
  ['nothing:^', [], 'nothing:'],
])('offers at %s', (marked, labels, after) => {
  const choices = offered(marked);
  expect(choices.after).toBe(after);
  expect(choices.labels).toEqual(labels);
});

it('offers at first the words that say something here, then the keys', () => {
  expect(offered('^').labels.slice(0, 7)).toEqual([
    'uncorrelated 2',
    'unsolicited 1',
    'copy 1',
    'failed 2',
    'open 1',
    'kind:',
    'operation:',
  ]);
});

it('asks for one value of a key instead of what was asked of it', () => {
  expect(withTerm('', 'operation', 'Complete')).toBe('operation:Complete');
  expect(withTerm('op:Accept  failed -operation:X', 'operation', 'Do it')).toBe(
    'failed operation:"Do it"',
  );
  expect(withoutKey('a operation:Complete b', 'operation')).toBe('a b');
  expect(asksFor('failed operation:complete', 'operation', 'Complete')).toBe(true);
  expect(asksFor('operation:Complete*', 'operation', 'Complete')).toBe(false);
  expect(asksFor('-operation:Complete', 'operation', 'Complete')).toBe(false);
  expect(asksFor('operation:Complete,Accept', 'operation', 'Complete')).toBe(false);
});
