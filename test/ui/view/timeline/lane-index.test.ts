import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../../src/ui/view/timeline/lane.js';
import type { StripName } from '../../../../src/ui/view/timeline/look.js';
import { call, notification, row } from '../rows.js';
import { indexOf, stackOf } from './transcript.js';

/** The keys in each track of a strip, and in its crowd. */
function tracks(lane: Lane | undefined, name: StripName): readonly (readonly string[])[] {
  return (lane?.strip(name).all ?? []).map(({ items }) => [...items].map(({ key }) => key));
}

describe('the lanes', () => {
  it('stand by session, what belongs to no desktop last, and one without rows too', () => {
    const index = indexOf(call(1, { session: null }), call(2, { session: 9 }), call(3));
    index.addSessions([4]);
    expect(index.lanes.map(({ session }) => session)).toEqual([1, 4, 9, null]);
  });

  it('lay what overlaps below each other, and what follows beside', () => {
    const index = indexOf(
      call(1, { at: 0, end: 100 }),
      call(2, { at: 10, end: 20 }),
      call(3, { at: 20, end: 40 }),
      call(4, { at: 30, end: 50 }),
      call(5, { at: 100, end: 110 }),
    );
    expect(tracks(index.lanes[0], 'calls')).toEqual([['e1', 'e5'], ['e2', 'e3'], ['e4']]);
  });

  it('never lay two that begin at once into one track', () => {
    const index = indexOf(
      notification(1, { at: 5 }),
      notification(2, { at: 5 }),
      notification(3, { at: 6 }),
    );
    expect(tracks(index.lanes[0], 'notifications')).toEqual([['m1', 'm3'], ['m2']]);
  });

  it('keep HTTP, carriers, notifications and other messages apart', () => {
    const index = indexOf(
      call(1),
      row('safe', 2),
      row('bayeux', 3),
      row('websocket', 4),
      notification(5),
      row('message', 6),
    );
    expect(index.lanes[0]?.strips.map(({ name, size }) => `${name} ${size}`)).toEqual([
      'calls 1',
      'safe 1',
      'carriers 2',
      'notifications 1',
      'messages 1',
    ]);
  });

  it('count those for which there is no room, also ones that began long before', () => {
    const index = indexOf(
      ...Array.from({ length: 30 }, (_, at) => call(at + 1, { at, end: at < 20 ? 1_000 : 1_010 })),
    );
    const strip = index.lanes[0]?.strip('calls');
    expect(strip?.tracks).toHaveLength(8);
    expect(strip?.crowd.items.size).toBe(22);
    expect([5, 15, 500, 1_005, 1_500].map((from) => strip?.crowdWithin(from, from + 1))).toEqual([
      0, 8, 22, 10, 0,
    ]);
  });

  it('let what is still open fill its track until it ends', () => {
    const index = indexOf(call(1, { at: 0, end: null }), call(2, { at: 500, end: 510 }));
    expect(tracks(index.lanes[0], 'calls')).toEqual([['e1'], ['e2']]);
    index.add([call(1, { at: 0, end: 100 }), call(3, { at: 600, end: 610 })]);
    expect(tracks(index.lanes[0], 'calls')).toEqual([['e1', 'e3'], ['e2']]);
  });

  it('move a row whose session is known later', () => {
    const index = indexOf(call(1, { session: null }), call(2));
    index.add([call(1, { session: 1 })]);
    expect(index.lanes.map(({ session, size }) => [session, size])).toEqual([
      [1, 2],
      [null, 0],
    ]);
    expect(index.size).toBe(2);
  });

  it('look anew at a notification when its link is made', () => {
    const index = indexOf(notification(1, { call: null }));
    expect(index.totals.notable.get('unsolicited')?.size).toBe(1);
    index.add([notification(1, { call: 7, rule: 'resource' })]);
    expect(index.totals.notable.get('unsolicited')?.size).toBe(0);
    expect(index.find('m1')?.look).toBe('answer');
  });

  it('find the same place for rows of a clock that was set back', () => {
    const index = indexOf(
      call(1, { at: 1_000, end: 1_010 }),
      call(2, { at: 200, end: 100 }),
      call(3, { at: 400, end: 405 }),
    );
    index.add([call(4, { at: 300, end: 310 }), call(5, { at: Number.NaN, end: 3 })]);
    expect(tracks(index.lanes[0], 'calls')).toEqual([['e5', 'e2', 'e4', 'e3', 'e1']]);
    expect(index.find('e2')?.end).toBe(200);
  });

  it('take a hundred thousand rows at one instant', () => {
    const index = indexOf(
      ...Array.from({ length: 100_000 }, (_, at) => call(at + 1, { at: 5, end: 5 })),
    );
    index.add([call(50_000, { at: 5, end: 6 })]);
    expect(index.size).toBe(100_000);
    expect(index.lanes[0]?.strip('calls').crowdWithin(5, 6)).toBe(99_992);
  });

  it('mark what differs from another recording, also what comes later', () => {
    const index = indexOf(call(1), call(2));
    index.mark(
      new Map([
        ['e1', 'changed'],
        ['e3', 'only-here'],
      ]),
    );
    index.add([call(3)]);
    const marked = () =>
      index.lanes.flatMap((lane) => lane.tracks.flatMap((each) => [...each.marked]));
    expect(marked().map(({ key }) => key)).toEqual(['e1', 'e3']);
    index.mark(new Map());
    expect(marked()).toEqual([]);
  });
});

describe('what is searched for', () => {
  it('is looked up once for a search, and then for what has changed alone', () => {
    const index = indexOf(call(1), call(2));
    const [track] = index.lanes[0]?.tracks ?? [];
    const keys = new Set(['e1']);
    const asked: string[] = [];
    const lit = {
      keys: Object.assign(new Set<string>(), {
        has: (key: string) => asked.push(key) > 0 && keys.has(key),
      }),
      search: {},
    };
    const found = () => [...(track?.lit({ ...lit }) ?? [])].map(({ key }) => key);
    expect([found(), found()]).toEqual([['e1'], ['e1']]);
    expect(asked).toEqual(['e1', 'e2']);
    keys.add('e2').add('e3').delete('e1');
    index.add([call(3)]);
    index.relight([call(1), call(2), call(9)], lit);
    expect(found()).toEqual(['e2', 'e3']);
    expect(asked).toEqual(['e1', 'e2', 'e3', 'e1', 'e2']);
    expect(track?.lit(null)).toBeNull();
  });
});

describe('the stack of lanes', () => {
  const index = indexOf(...Array.from({ length: 3_000 }, (_, at) => call(at, { session: at })));

  it('knows what is to be seen of thousands', () => {
    const stack = stackOf(index);
    expect(stack.height).toBe(3_000 * 52);
    expect(stack.within(5_200, 5_400).map(({ session }) => session)).toEqual([100, 101, 102, 103]);
    expect(stack.at(5_200)?.session).toBe(100);
    expect([stack.at(-1), stack.at(1e9)]).toEqual([undefined, undefined]);
    expect(stackOf(indexOf()).within(0, 500)).toEqual([]);
  });

  it('has lower lanes where they are folded up', () => {
    const stack = stackOf(index, [0, 1]);
    const [first, second, third] = index.lanes.map((lane) => stack.heightOf(lane));
    expect([first, second, third]).toEqual([26, 26, 52]);
  });
});
