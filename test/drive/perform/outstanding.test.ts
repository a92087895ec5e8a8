import { describe, expect, it } from 'vitest';
import { Outstanding, type Situation } from '../../../src/drive/perform/outstanding.js';
import { ResourcePairs } from '../../../src/drive/perform/resource-pairs.js';
import type { NotificationHappening } from '../../../src/drive/plan/step.js';
import { live, told, tweet } from '../told.js';

function outstanding(
  expected: readonly NotificationHappening[],
  situation: Partial<Situation> = {},
  pairs = new ResourcePairs(),
): Outstanding {
  return new Outstanding(expected.entries(), pairs, {
    liveValueOf: () => undefined,
    referencesOf: () => null,
    isDue: () => true,
    isGivenUp: () => false,
    ...situation,
  });
}

describe('a live notification', () => {
  it('takes the place of the first recorded one of its type and state', () => {
    const all = outstanding([
      told(tweet('T1', 'Invited')),
      told(tweet('T2', 'Invited')),
      told(tweet('T1', 'Processing')),
    ]);
    expect(all.take(live(tweet('X9', 'Processing')))).toBe(2);
    expect(all.take(live(tweet('X9', 'Invited')))).toBe(0);
    expect(all.take(live(tweet('X8', 'Invited')))).toBe(1);
    expect(all.take(live(tweet('X7', 'Invited')))).toBeNull();
  });

  it('takes the place of what was recorded of its own resource, whoever was told of that first', () => {
    const pairs = new ResourcePairs();
    pairs.pair({ kind: 'twitter', id: 'T2' }, { kind: 'twitter', id: 'X2' });
    const all = outstanding(
      [told(tweet('T1', 'Invited')), told(tweet('T2', 'Invited'))],
      {},
      pairs,
    );
    expect(all.take(live(tweet('X2', 'Invited')))).toBe(1);
  });

  it('is of no resource whose live id is another', () => {
    const all = outstanding([told(tweet('T1', 'Invited'))], {
      liveValueOf: (recorded) => (recorded === 'T1' ? 'X1' : undefined),
    });
    expect(all.take(live(tweet('X2', 'Invited')))).toBeNull();
    expect(all.take(live(tweet('X1', 'Invited')))).toBe(0);
  });

  it('belongs to the call whose live answer gave its reference, and not to one before it', () => {
    const all = outstanding(
      [
        told(tweet('T1', 'Processing', 12), { call: 1 }),
        told(tweet('T1', 'Processing', 13), { call: 2 }),
      ],
      { referencesOf: (call) => new Set([call === 1 ? '70' : '71']) },
    );
    expect(all.take(live(tweet('T1', 'Processing', 71)))).toBe(1);
    expect(all.take(live(tweet('T1', 'Processing', 70)))).toBe(0);
  });

  it('belongs to a call although it tells of another state, if it carries the reference', () => {
    const all = outstanding([told(tweet('T1', 'Completed', 12), { call: 1 })], {
      referencesOf: () => new Set(['70']),
    });
    expect(all.take(live(tweet('T1', 'Handled', 70)))).toBe(0);
  });

  it('belongs rather to what can come now, and to what is still waited for', () => {
    const twice = [told(tweet('T1', 'Processing')), told(tweet('T1', 'Processing'))];
    expect(
      outstanding(twice, { isDue: (at) => at === 1 }).take(live(tweet('T1', 'Processing'))),
    ).toBe(1);
    expect(
      outstanding(twice, { isGivenUp: (at) => at === 0 }).take(live(tweet('T1', 'Processing'))),
    ).toBe(1);
  });

  it('is kept if it fits nowhere, for what is else waited for in vain', () => {
    const all = outstanding([told(tweet('T1', 'Completed'))], { liveValueOf: () => 'X1' });
    expect(all.take(live(tweet('X2', 'Handled')))).toBeNull();
    expect(all.take(live(tweet('X1', 'Handled')))).toBeNull();
    expect(all.takeSpare(0)?.data).toBe(tweet('X1', 'Handled'));
    expect(all.takeSpare(0)).toBeNull();
  });

  it('is placed in a time that does not grow with what is outstanding', () => {
    const count = 50_000;
    const pairs = new ResourcePairs();
    const expected = Array.from({ length: count }, (_, at) => told(tweet(`T${at}`, 'Invited')));
    for (let at = 0; at < count; at++) {
      pairs.pair({ kind: 'twitter', id: `T${at}` }, { kind: 'twitter', id: `X${at}` });
    }
    const all = outstanding(expected, {}, pairs);
    for (let at = count - 1; at >= 0; at--)
      expect(all.take(live(tweet(`X${at}`, 'Invited')))).toBe(at);
  }, 30_000);
});
