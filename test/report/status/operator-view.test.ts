import { describe, expect, it } from 'vitest';
import { OperatorView, type ViewStyle } from '../../../src/report/status/operator-view.js';
import type { StatusSnapshot } from '../../../src/report/status/status-snapshot.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { Screen } from './screen.js';
import { START, snapshot } from './snapshot.js';

interface Seat {
  readonly view: OperatorView;
  readonly clock: ReturnType<typeof manualClock>;
  readonly emitted: string[];
  /** What stands on the screen. */
  text(): string;
  /** What else than the last snapshot's figures is so. */
  told: Partial<StatusSnapshot>;
  readonly terminal: { columns: number; rows: number };
}

/** An operator before a terminal of that size. */
function seat(style: ViewStyle, quiet = false, columns = 60, rows = 24): Seat {
  const clock = manualClock(START);
  const emitted: string[] = [];
  const screen = new Screen(columns, rows);
  const terminal = { columns, rows, write: (text: string) => screen.write(toCarriage(text)) };
  const view = new OperatorView({
    style,
    quiet,
    terminal,
    emit: (line) => emitted.push(line),
    clock,
  });
  const place: Seat = { view, clock, emitted, text: () => screen.text, told: {}, terminal };
  view.onNotice('about to start');
  view.watch({ status: () => snapshot(clock.now() - START, place.told) });
  return place;
}

/** As the terminal's driver does it (`onlcr`). */
function toCarriage(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

describe('on a terminal', () => {
  it('draws the status in the same place every second', () => {
    const place = seat('live');
    const first = place.text();
    expect(first).toMatch(/^understudy: about to start\nrecording a\.db for 0 ms\n/u);
    place.told = { desktops: 2 };
    place.clock.advance(3_000);
    expect(place.text()).toBe(
      first.replace('0 ms', '3.00 s').replace('0 connections', '2 connections'),
    );
  });

  it('writes trouble above it', () => {
    const place = seat('live');
    place.view.onTrouble('the disk is full\u001b[2J');
    place.view.onGap({ from: START, to: null, reason: 'the disk is full' });
    place.clock.advance(1_000);
    place.view.onGap({ from: START, to: START + 900, reason: 'the disk is full' });
    expect(place.text().split('\n').slice(0, 4)).toEqual([
      'understudy: about to start',
      // The terminal wraps what is too long for it.
      'understudy: not recorded: the disk is full\\u001b[2J; desktop',
      's go on, and the recording gets a gap',
      'understudy: recording again, after a gap of 900 ms',
    ]);
    expect(place.text().match(/recording a\.db/gu)).toHaveLength(1);
  });

  it('takes the status away at the end, and draws no more', () => {
    const place = seat('live');
    place.view.end();
    place.clock.advance(10_000);
    place.view.resized();
    expect(place.text()).toBe('understudy: about to start');
    place.view.onTrouble('late');
    expect(place.text()).toContain('not recorded: late');
  });

  it.each([
    [20, 24],
    [20, 4],
    [3, 24],
    [60, 2],
    [1, 1],
  ])('leaves nothing behind where it is %d by %d', (columns, rows) => {
    const place = seat('live', false, columns, rows);
    const height = place.text().split('\n').length;
    place.clock.advance(5_000);
    expect(place.text().split('\n').length).toBe(height);
  });

  it('goes up over what a narrower terminal has wrapped', () => {
    const written: string[] = [];
    const terminal = { columns: 60, rows: 24, write: (text: string) => written.push(text) };
    const view = new OperatorView({
      style: 'live',
      terminal,
      emit: () => {},
      clock: manualClock(),
    });
    view.watch({ status: () => snapshot(0) });
    const lines = written.join('').split('\n').slice(0, -1);
    terminal.columns = 20;
    view.resized();
    const height = lines.reduce((sum, line) => sum + Math.ceil(line.length / 20), 0);
    expect(height).toBeGreaterThan(lines.length);
    expect(written.at(-1)).toContain(`\u001b[${height}A\r\u001b[J`);
  });

  it('has no colours unless they are asked for', () => {
    const draws = (color: boolean): string => {
      let written = '';
      const terminal = {
        write(text: string) {
          written += text;
        },
      };
      const options = { style: 'live', terminal, emit: () => {}, clock: manualClock() } as const;
      new OperatorView({ ...options, color }).watch({ status: () => snapshot(0) });
      return written;
    };
    expect(draws(false)).not.toContain('\u001b[');
    expect(draws(true)).toContain('\u001b[1m');
  });
});

describe('elsewhere', () => {
  it('writes a line a minute', () => {
    const place = seat('lines', false, 1_000);
    place.clock.advance(59_999);
    expect(place.text().split('\n')).toHaveLength(1);
    place.clock.advance(60_001);
    expect(place.text().split('\n').slice(1)).toEqual([
      expect.stringMatching(/^understudy: 2026-01-01T00:01:00\.000Z {2}0 connections/u),
      expect.stringMatching(/^understudy: 2026-01-01T00:02:00\.000Z {2}0 connections/u),
    ]);
  });

  it('names the file that is written now, and its place in the series', () => {
    const place = seat('lines', false, 1_000);
    place.clock.advance(60_000);
    place.told = { file: 'a.2\n.db', part: 2 };
    place.clock.advance(60_000);
    expect(place.text()).toMatch(/; a\.db: 4\.1 kB; .*\n.*; a\.2\\n\.db \(part 2\): 4\.1 kB; /u);

    const live = seat('live');
    live.told = { file: 'a.2.db', part: 2 };
    live.view.onRotate({
      ...{ at: START, file: 'a.2.db', previous: 'a.db', part: 2, reason: 'time' },
    });
    expect(live.text()).toContain('recording a.2.db (part 2) for 0 ms');
  });

  it('says at the start what is recorded, but not to programs, nor if it is to be quiet', () => {
    for (const style of ['live', 'lines'] as const) {
      const place = seat(style);
      place.view.begin('recording x into a.db');
      expect(place.text()).toContain('\nunderstudy: recording x into a.db');
    }
    const quiet = seat('lines', true);
    quiet.view.begin('recording x into a.db');
    const json = seat('json');
    json.view.begin('recording x into a.db');
    expect(quiet.text()).toBe('understudy: about to start');
    expect(json.text()).toBe('');
    expect(json.emitted).toHaveLength(1);
  });

  it('tells programs of all in events', () => {
    const place = seat('json');
    place.clock.advance(60_000);
    place.view.onTrouble('full');
    place.view.onGap({ from: START, to: null, reason: 'full' });
    place.view.onGap({ from: START, to: START + 1, reason: 'full' });
    expect(place.emitted.map((line) => JSON.parse(line) as unknown)).toEqual([
      { event: 'notice', at: '2026-01-01T00:00:00.000Z', message: 'about to start' },
      expect.objectContaining({ event: 'status', at: '2026-01-01T00:01:00.000Z' }),
      { event: 'trouble', at: '2026-01-01T00:01:00.000Z', message: 'full' },
      { event: 'gap', from: '2026-01-01T00:00:00.000Z', to: null, reason: 'full' },
      {
        event: 'gap',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-01T00:00:00.001Z',
        reason: 'full',
      },
    ]);
    expect(place.text()).toBe('');
  });

  it.each<ViewStyle>(['live', 'lines', 'json'])(
    'says nothing but trouble if it is to be quiet: %s',
    (style) => {
      const place = seat(style, true, 1_000);
      place.clock.advance(1_000_000);
      place.view.resized();
      place.view.onTrouble('full');
      place.view.end();
      const said = [...place.text().split('\n'), ...place.emitted].filter((line) => line !== '');
      expect(said).toHaveLength(2);
      expect(said.at(-1)).toMatch(/full/u);
    },
  );
});
