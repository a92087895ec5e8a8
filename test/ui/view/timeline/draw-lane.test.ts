import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted } from '../../../../src/ui/view/timeline/time-scale.js';
import { call, notification, row } from '../rows.js';
import { drawn, indexOf, windowOf } from './transcript.js';

describe('drawing a lane', () => {
  it('draws calls as bars, notifications as marks', () => {
    const index = indexOf(
      call(1, { at: 10, end: 60, answers: 1 }),
      notification(2, { at: 70, call: 1 }),
      notification(3, { at: 90, call: null }),
    );
    expect(drawn(index, windowOf(200)).lines).toEqual([
      'call e1 at 10,6 wide 50',
      'mark answer m2 at 66,24 wide 8',
      'mark unsolicited m3 at 86,24 wide 8',
    ]);
  });

  it('draws what began long before the window and has not ended', () => {
    const index = indexOf(
      row('websocket', 1, { at: 0, end: 90_000 }),
      row('bayeux', 2, { at: 100, end: 80_000 }),
      ...Array.from({ length: 500 }, (_, at) =>
        row('bayeux', at + 3, { at: at + 200, end: at + 200.5 }),
      ),
      row('bayeux', 900, { at: 40_000, end: null }),
    );
    const { lines } = drawn(index, { from: 50_000, to: 51_000, width: 1_000 });
    expect(lines.map((line) => line.split(' at ')[0])).toEqual([
      'websocket e1',
      'bayeux e2',
      'bayeux e900',
    ]);
  });

  it('draws many on one spot as one, and tells what is special among them', () => {
    const calls = Array.from({ length: 100 }, (_, at) =>
      call(at + 1, { at: 10 + at / 100, end: 10 + at / 100 + 0.001, answers: 1 }),
    );
    calls[50] = { ...(calls[50] as (typeof calls)[0]), status: 500 };
    calls[60] = { ...(calls[60] as (typeof calls)[0]), answers: 0, status: 200 };
    expect(drawn(indexOf(...calls), windowOf(200)).lines).toEqual([
      '100 of failed+uncorrelated+call at 10,6 wide 2',
    ]);
  });

  it('leaves a long bar out of the group that it begins in', () => {
    const index = indexOf(
      call(1, { at: 10, end: 10.1, answers: 1 }),
      call(2, { at: 10.2, end: 10.3, answers: 1 }),
      call(3, { at: 10.5, end: 80, answers: 1 }),
    );
    expect(drawn(index, windowOf(200)).lines).toEqual([
      '2 of call at 10,6 wide 2',
      'call e3 at 10.5,6 wide 69.5',
    ]);
  });

  it('groups by fixed times, so that nothing flickers while the window moves', () => {
    const index = indexOf(
      ...Array.from({ length: 40 }, (_, at) => notification(at + 1, { at: at * 3, call: 1 })),
    );
    const counts = (from: number) =>
      drawn(index, { from, to: from + 40, width: 40 }).lines.map((line) => {
        const [, count, x] = /^(?:(\d+) of|mark).* at (-?[\d.]+),/u.exec(line) ?? [];
        return `${count ?? 1} at ${Number(x) + from}`;
      });
    const [here, there] = [counts(40), counts(43)];
    expect(there.slice(1, -1)).toEqual(here.filter((each) => there.slice(1, -1).includes(each)));
  });

  it('dims what is not searched for, alone and in groups', () => {
    const index = indexOf(
      call(1, { at: 10, end: 20, answers: 1 }),
      call(2, { at: 30, end: 40, answers: 1 }),
      ...[50, 50.2, 60, 60.2].map((at, id) => row('message', id + 3, { at, end: at })),
    );
    expect(drawn(index, windowOf(100), new Set(['e2', 'm6'])).lines).toEqual([
      'call e1 at 10,6 wide 10 dim',
      'call e2 at 30,6 wide 10',
      '2 of message at 50,36 wide 1 dim',
      '2 of message at 60,36 wide 1',
    ]);
  });

  it('says of a group that one of it is marked', () => {
    const index = indexOf(...[10, 10.2].map((at, id) => call(id + 1, { at, end: at, answers: 1 })));
    index.mark(new Map([['e2', 'changed']]));
    expect(drawn(index, windowOf(100)).lines).toEqual(['2 of call at 10,6 wide 2 marked']);
  });

  it('counts a crowd over time', () => {
    const index = indexOf(
      ...Array.from({ length: 12 }, (_, at) =>
        call(at + 1, { at: 100 + at / 10, end: at === 9 ? 300 : 200, answers: 1 }),
      ),
    );
    expect(drawn(index, windowOf(400)).lines.slice(8)).toEqual([
      'crowd of 4 call at 100,118 wide 104',
      'crowd of 1 call at 204,118 wide 100',
    ]);
  });

  it('draws nothing of nothing, and one instant as one', () => {
    expect(drawn(indexOf(), windowOf(100))).toEqual({ lines: [], visits: 0 });
    const index = indexOf(call(1, { at: 0, end: 0, answers: 1 }));
    expect(drawn(index, { from: -0.0005, to: 0.0005, width: 100 }).lines).toEqual([
      'call e1 at 50,6 wide 2',
    ]);
  });
});

describe('a hostile recording', () => {
  it('is drawn at places that there are, whatever its numbers', () => {
    const time = fc.oneof(
      fc.double(),
      fc.constantFrom(0, -1, 1.79e12, 1.79e12 + 0.001, 1e300, -1e300, Number.MAX_VALUE),
    );
    const end = fc.option(time, { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(time, end), { maxLength: 40 }), (times) => {
        const index = indexOf(
          ...times.map(([at, to], id) =>
            id % 3 === 2 ? notification(id, { at, end: to }) : call(id, { at, end: to }),
          ),
        );
        const finite = times.map(([at]) => at).filter(Number.isFinite);
        const range = fitted({ from: Math.min(0, ...finite), to: Math.max(0, ...finite) });
        const { lines, visits } = drawn(index, { ...range, width: 500 });
        expect(visits).toBeLessThan(10_000);
        for (const line of lines) expect(line).not.toContain('NaN');
      }),
    );
  });
});

describe('a hundred thousand events', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => {
    const members = { session: at % 10, at: at * 7, end: at * 7 + (at % 50 === 0 ? 90_000 : 30) };
    if (at % 4 === 0) return notification(at, { ...members, end: at * 7, call: at - 1 });
    if (at % 4 === 1) return row('bayeux', at, members);
    return call(at, { ...members, answers: 1, status: at % 9_999 === 0 ? 500 : 200 });
  });
  const index = indexOf(...rows);
  const all = { from: 0, to: 700_000, width: 1_000 };

  it('are drawn by looking at no more places than there are pixels in their tracks', () => {
    const tracks = index.lanes.reduce((sum, lane) => sum + lane.tracks.length, 0);
    for (const scale of [all, { ...all, to: 70_000 }, { ...all, to: 500 }, { ...all, to: 0.01 }]) {
      const { lines, visits } = drawn(index, scale);
      expect(visits).toBeLessThanOrEqual(tracks * (scale.width / 2 + 2));
      expect(lines.length).toBeLessThanOrEqual(visits);
    }
    expect(drawn(index, { ...all, from: 350_000, to: 350_500 }).visits).toBeLessThan(2_000);
  });

  it('lose none that has failed', () => {
    const failed = rows.filter(({ status }) => status === 500);
    const places = drawn(index, all).lines.filter((line) => /failed/u.test(line));
    expect(failed.length).toBeGreaterThan(0);
    expect(places.length).toBe(failed.length);
  });
});
