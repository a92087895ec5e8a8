import { describe, expect, it } from 'vitest';
import type { SessionPlan } from '../../../src/drive/plan/session-plan.js';
import type { Happening, Step } from '../../../src/drive/plan/step.js';
import { tiesOf } from '../../../src/drive/plan/ties.js';
import { told, tweet } from '../told.js';

/** A call or safe request; its id is its seq. */
function asked(seq: number, path: string, kind: 'call' | 'safe' = 'call'): Step {
  const exchange = { id: seq, kind, path } as never;
  return { kind: 'http', seq, at: seq, name: path, awaits: 0, answer: null, took: 0, exchange };
}

function answer(seq: number, step: number): Happening {
  return { kind: 'answer', seq, at: seq, step };
}

function plan(steps: Step[], happenings: Happening[]): SessionPlan {
  return { session: 1, user: 'a1', steps, happenings };
}

describe('sessions hang together', () => {
  it('where a call is linked with what another session was told', () => {
    const agent = plan([asked(1, '/me'), asked(10, '/tweets/T1')], [answer(2, 0)]);
    const supervisor = plan(
      [asked(4, '/me')],
      [answer(5, 0), told(tweet('T1', 'Processing'), { seq: 12, call: 10 })],
    );
    const ties = tiesOf([agent, supervisor]);
    expect(ties.causeOf(1, 1)).toEqual({ session: 0, step: 1 });
    expect(ties.before(0, 1)).toEqual([{ session: 1, happening: 0 }]);
    expect(ties.before(0, 0)).toEqual([]);
  });

  it('where both are told the same, by the latest that one of them did and that is no safe request', () => {
    const agent = plan(
      [asked(6, '/me'), asked(8, '/me', 'safe')],
      [answer(7, 0), told(tweet('T1', 'Invited'), { seq: 11 })],
    );
    const supervisor = plan(
      [asked(1, '/subscribe')],
      [answer(2, 0), told(tweet('T1', 'Invited'), { seq: 10 })],
    );
    const ties = tiesOf([agent, supervisor]);
    expect(ties.causeOf(1, 1)).toEqual({ session: 0, step: 0 });
    expect(ties.causeOf(0, 1)).toBeNull();
    expect(ties.before(0, 0)).toEqual([{ session: 1, happening: 0 }]);
    expect(ties.before(1, 0)).toEqual([]);
  });

  it('where one carries what only the other was told', () => {
    const one = plan([asked(1, '/orders')], [answer(4, 0)]);
    const other = {
      ...plan([asked(2, '/me'), asked(7, '/orders/O1')], [answer(3, 0)]),
      session: 2,
      user: 'a2',
    };
    const ties = tiesOf([one, other], [{ session: 2, asked: 7, said: 4 }]);
    expect(ties.before(1, 1)).toEqual([{ session: 0, happening: 0 }]);
    expect(ties.before(1, 0)).toEqual([]);
    expect(tiesOf([one, other]).before(1, 1)).toEqual([]);
  });

  it('where a user comes again once the visit before is over', () => {
    const first = plan([asked(1, '/me'), asked(3, '/end')], [answer(2, 0), answer(4, 1)]);
    const second = plan([asked(5, '/me'), asked(7, '/end')], [answer(6, 0), answer(8, 1)]);
    const meanwhile = plan([asked(3, '/me')], [answer(9, 0)]);
    const ties = tiesOf([first, second, meanwhile]);
    expect(ties.before(1, 0)).toEqual([{ session: 0, happening: 1 }]);
    expect(ties.before(1, 1)).toEqual([]);
    expect(ties.before(2, 0)).toEqual([]);
    expect(ties.before(0, 0)).toEqual([]);
  });

  it('where one is invited to what the other has just transferred', () => {
    const one = plan([asked(5, '/tweets/T100')], [answer(6, 0)]);
    const other = plan(
      [asked(1, '/me')],
      [answer(2, 0), told(tweet('T100', 'Invited'), { seq: 7 })],
    );
    const ties = tiesOf([one, other]);
    expect(ties.causeOf(1, 1)).toEqual({ session: 0, step: 0 });
    expect(ties.before(0, 0)).toEqual([{ session: 1, happening: 0 }]);
  });

  it('always with what came before, so that nobody waits in a circle', () => {
    const plans = Array.from({ length: 12 }, (_, session) =>
      plan(
        Array.from({ length: 20 }, (_each, at) => asked(at * 100 + session, `/tweets/T${at % 5}`)),
        Array.from({ length: 20 }, (_each, at) => [
          answer(at * 100 + 20 + session, at),
          told(tweet(`T${at % 5}`, 'Processing'), { seq: at * 100 + 50 + ((session * 7) % 12) }),
        ]).flat(),
      ),
    );
    const ties = tiesOf(plans);
    let all = 0;
    plans.forEach(({ steps, happenings }, session) => {
      steps.forEach(({ seq }, step) => {
        for (const at of ties.before(session, step)) {
          all++;
          expect(plans[at.session]?.happenings[at.happening]?.seq).toBeLessThan(seq);
        }
      });
      happenings.forEach(({ seq }, happening) => {
        const cause = ties.causeOf(session, happening);
        if (cause !== null) expect(plans[cause.session]?.steps[cause.step]?.seq).toBeLessThan(seq);
      });
    });
    expect(all).toBeGreaterThan(0);
  });
});
