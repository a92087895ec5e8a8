import { describe, expect, it } from 'vitest';
import { type Alignable, alignCalls } from '../../../src/diff/align/align-calls.js';

/** `Accept A` is an operation on an interaction, `NotReady` one on none. */
function acts(...told: readonly string[]): readonly Alignable[] {
  const ids: string[] = [];
  return told.map((text) => {
    const [key = '', id = null] = text.split(' ');
    if (id !== null && !ids.includes(id)) ids.push(id);
    const ranked = id === null ? key : `${key}#${ids.indexOf(id)}`;
    return { key, exact: text, ranked, id };
  });
}

function paired(
  baseline: readonly string[],
  candidate: readonly string[],
): readonly (readonly [string, string])[] {
  return alignCalls(acts(...baseline), acts(...candidate)).map(([one, other]) => [
    baseline[one] ?? '',
    candidate[other] ?? '',
  ]);
}

describe('alignCalls', () => {
  it('pairs calls of one kind in order', () => {
    expect(paired(['Ready', 'Accept A'], ['Ready', 'Accept X'])).toEqual([
      ['Ready', 'Ready'],
      ['Accept A', 'Accept X'],
    ]);
  });

  it('leaves out what only one side has, and shifts no other', () => {
    expect(
      paired(['Ready', 'Accept A', 'Complete A', 'NotReady'], ['Ready', 'Hold Z', 'Complete A']),
    ).toEqual([
      ['Ready', 'Ready'],
      ['Complete A', 'Complete A'],
    ]);
  });

  it('goes by the ids where they are the same, though one call is missing', () => {
    expect(
      paired(
        ['Accept A', 'Accept B', 'Complete A', 'Complete B'],
        ['Accept B', 'Complete A', 'Complete B'],
      ),
    ).toEqual([
      ['Accept B', 'Accept B'],
      ['Complete A', 'Complete A'],
      ['Complete B', 'Complete B'],
    ]);
  });

  it('goes by what pairs ids most consistently where the server gives others', () => {
    expect(
      paired(
        ['Accept A', 'Accept B', 'Accept C', 'Complete A', 'Complete B', 'Complete C'],
        ['Accept X', 'Accept Y', 'Accept Z', 'Complete X', 'Complete Z'],
      ),
    ).toEqual([
      ['Accept A', 'Accept X'],
      ['Accept B', 'Accept Y'],
      ['Accept C', 'Accept Z'],
      ['Complete A', 'Complete X'],
      ['Complete C', 'Complete Z'],
    ]);
  });

  it('finds calls again that desktops made at once, in whatever order', () => {
    expect(paired(['Ready', 'Accept A', 'Accept B'], ['Ready', 'Accept B', 'Accept A'])).toEqual([
      ['Ready', 'Ready'],
      ['Accept A', 'Accept A'],
      ['Accept B', 'Accept B'],
    ]);
  });

  it('pairs nothing with nothing', () => {
    expect(paired([], ['Ready'])).toEqual([]);
    expect(paired(['Ready'], [])).toEqual([]);
  });
});
