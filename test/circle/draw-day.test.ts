import { describe, expect, it } from 'vitest';
import { media } from '../staging/media.js';
import type { Act, Day } from './day.js';
import { drawDay } from './draw-day.js';

const days = Array.from({ length: 300 }, (_, seed) => drawDay(seed));
const acts = days.flatMap(({ shifts }) =>
  shifts.flatMap(({ rounds }) =>
    rounds.flatMap(({ together, alone }) => [
      ...together.flatMap((each) => each.acts),
      ...alone.map(({ act }) => act),
    ]),
  ),
);
const people = days.flatMap(({ shifts }) => shifts.flatMap((shift) => shift.people));
const bodies = acts.flatMap((act) => (act.kind === 'call' ? JSON.stringify(act.body) : []));
const some = (is: (day: Day) => unknown): boolean => days.some((day) => Boolean(is(day)));
const someAct = (is: (act: Act) => unknown): boolean => acts.some((act) => Boolean(is(act)));

describe('a day at the office', () => {
  it('is the same for the same seed', () => {
    expect(drawDay(7)).toEqual(drawDay(7));
    expect(drawDay(7)).not.toEqual(drawDay(8));
  });

  it('sees work on every medium', () => {
    const worked = acts.flatMap((act) => ('item' in act && act.item ? act.item.medium : []));
    expect(new Set(worked)).toEqual(new Set(media.map(({ name }) => name)));
  });

  it('sees all operations, what is refused, and what agents pass on', () => {
    const named = bodies.flatMap((text) => /"operationName":"(\w+)"/u.exec(text)?.[1] ?? []);
    expect([...new Set(named)].sort()).toEqual([
      ...['Accept', 'Answer', 'Complete', 'Dial', 'GetPreviewRecord', 'Hangup', 'Hold', 'Juggle'],
      ...['Reject', 'Retrieve', 'SetDisposition', 'Subscribe', 'Transfer', 'Unsubscribe'],
    ]);
    expect(bodies.some((text) => text.includes('/agents/'))).toBe(true);
    expect(bodies.some((text) => text.includes('/queues/nowhere'))).toBe(true);
    expect(someAct((act) => act.kind === 'call' && act.path.endsWith('/broken'))).toBe(true);
    expect(someAct((act) => act.kind === 'call' && act.path.endsWith('ZZZZ'))).toBe(true);
    expect(someAct((act) => act.kind === 'look' && act.times > 1)).toBe(true);
    expect(someAct((act) => act.kind === 'expire')).toBe(true);
  });

  it('sees every server, transport and client, and several desktops at once', () => {
    expect(new Set(days.map(({ server }) => server))).toEqual(new Set(['cometd', 'faye']));
    expect(new Set(days.map(({ version }) => version)).size).toBe(3);
    const transports = ['long-polling', 'websocket', 'callback-polling'];
    expect(new Set(people.map(({ transport }) => transport))).toEqual(new Set(transports));
    expect(people.some(({ tab }) => tab)).toBe(true);
    expect(people.some(({ ack }) => ack)).toBe(true);
    expect(people.some((each) => each.media === null)).toBe(true);
    expect(people.some(({ startsFirst }) => startsFirst)).toBe(true);
    expect(some(({ shifts }) => shifts.some((shift) => shift.people.length > 2))).toBe(true);
    expect(some(({ shifts }) => shifts.length > 1)).toBe(true);
  });

  it('has a server with every habit', () => {
    for (const habit of ['csrf', 'stickyCookie', 'bulkReferences', 'printedSample'] as const) {
      expect(some(({ staging }) => staging[habit])).toBe(true);
    }
    expect(some(({ staging }) => staging.notificationFirst?.length)).toBe(true);
    expect(some(({ staging }) => staging.emptyAnswers?.length)).toBe(true);
    expect(some(({ staging }) => staging.gzipOver === null)).toBe(true);
    expect(some(({ html }) => html.length)).toBe(true);
  });
});
