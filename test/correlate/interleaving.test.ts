import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CorrelationLink } from '../../src/correlate/correlation-link.js';
import { RULE_NAMES } from '../../src/correlate/correlation-rules.js';
import { Correlator } from '../../src/correlate/correlator.js';
import { defaultRules } from '../../src/correlate/default-rules.js';
import type { CorrelationEvent } from '../../src/correlate/events.js';
import { copy } from '../../src/correlate/rules/copy.js';
import { rankedRules } from '../../src/correlate/rules/ranked-rules.js';
import { referenceBulk } from '../../src/correlate/rules/reference-bulk.js';
import { referenceRequest } from '../../src/correlate/rules/reference-request.js';
import { referenceResponse } from '../../src/correlate/rules/reference-response.js';
import { resource } from '../../src/correlate/rules/resource.js';
import type { Rule } from '../../src/correlate/rules/rule.js';
import { copiesOf, desktop, type History, interleaved } from './desktops.js';

const SUPERVISOR = 9;
const RUNS = 500;

const scene = fc.record({
  histories: fc.tuple(desktop(1), desktop(2), desktop(3)),
  turns: fc.array(fc.nat(100), { maxLength: 80 }),
  otherTurns: fc.array(fc.nat(100), { maxLength: 80 }),
});

function linksOf(events: readonly CorrelationEvent[], ranked: readonly Rule[] = rankedRules) {
  const correlator = new Correlator({ ...defaultRules, rules: RULE_NAMES }, ranked);
  return [...events.flatMap((event) => correlator.push(event)), ...correlator.end()];
}

/** Sessions of calls and notifications, told by their numbers. */
const sessionOf = (id: number) => Math.floor(id / 1_000);

/** The rules that go by a session's own events alone: a reference on another resource looks at all. */
const ownRules: readonly Rule[] = [
  referenceResponse,
  referenceRequest,
  referenceBulk,
  resource,
  copy,
];

/** Links within a session, without places in wire order, which differ between two interleavings. */
function ownLinks(links: readonly CorrelationLink[]) {
  return links
    .filter((link) => sessionOf(link.notification) === sessionOf(link.call))
    .map(({ evidence: { responseSeq, requestSeq, ...evidence }, ...link }) => ({
      ...link,
      evidence,
    }))
    .sort((a, b) => a.notification - b.notification);
}

function neverCrosses(ranked: readonly Rule[] = rankedRules) {
  return fc.property(scene, ({ histories, turns }) => {
    const all = [...histories, copiesOf(histories, SUPERVISOR)];
    for (const link of linksOf(interleaved(all, turns), ranked)) {
      if (!link.copy) expect(sessionOf(link.notification)).toBe(sessionOf(link.call));
    }
  });
}

function equalsAlone(ranked: readonly Rule[] = ownRules) {
  return fc.property(scene, ({ histories, turns }) => {
    const together = linksOf(interleaved(histories, turns), ranked);
    const alone = histories.flatMap((history: History) =>
      linksOf(interleaved([history], []), ranked),
    );
    expect(ownLinks(together)).toEqual(ownLinks(alone));
  });
}

describe('however the events of several desktops interleave', () => {
  it('never links across users except as copies', () => {
    fc.assert(neverCrosses(), { numRuns: RUNS });
  });

  it('links each session as if it were alone', () => {
    fc.assert(equalsAlone(), { numRuns: RUNS });
  });

  it("leaves each caller's own links as they are when a supervisor gets copies", () => {
    fc.assert(
      fc.property(scene, ({ histories, turns, otherTurns }) => {
        const all = [...histories, copiesOf(histories, SUPERVISOR)];
        const withCopies = ownLinks(linksOf(interleaved(all, turns), ownRules));
        const without = ownLinks(linksOf(interleaved(histories, otherTurns), ownRules));
        expect(withCopies).toEqual(without);
      }),
      { numRuns: RUNS },
    );
  });

  it('links only calls that were requested before the notification, each notification once', () => {
    fc.assert(
      fc.property(scene, ({ histories, turns }) => {
        const events = interleaved([...histories, copiesOf(histories, SUPERVISOR)], turns);
        const requested = new Map<number, number>();
        const passed = new Map<number, number>();
        for (const event of events) {
          if (event.type === 'call') requested.set(event.call, event.seq);
          if (event.type === 'notification') passed.set(event.notification, event.seq);
        }
        const links = linksOf(events);
        expect(new Set(links.map((link) => link.notification)).size).toBe(links.length);
        for (const { call, notification } of links) {
          expect(requested.get(call)).toBeLessThan(passed.get(notification) ?? 0);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('says of a copy which first delivery it repeats', () => {
    fc.assert(
      fc.property(scene, ({ histories, turns }) => {
        const links = linksOf(interleaved([...histories, copiesOf(histories, SUPERVISOR)], turns));
        const byNotification = new Map(links.map((link) => [link.notification, link]));
        for (const link of links.filter((each) => each.copy)) {
          const first = byNotification.get(Number(link.evidence.copyOf));
          expect(first).toMatchObject({ call: link.call, rule: link.rule, copy: false });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('gives the same links for the same events', () => {
    fc.assert(
      fc.property(scene, ({ histories, turns }) => {
        const events = interleaved(histories, turns);
        expect(linksOf(events)).toEqual(linksOf(events));
      }),
    );
  });
});

describe('the checks above', () => {
  const ignoresSession: Rule = {
    name: 'reference-response',
    patience: 'own-resource',
    concerns: ({ reference }) => reference !== null,
    explain: ({ reference, seq }, { calls }) => {
      const call = [1, 2, 3].flatMap((session) =>
        calls.answeredWith(session, 'reference', reference, seq),
      )[0];
      return call === undefined ? null : { call: call.call, evidence: {} };
    },
  };
  it('notice a rule that ignores the session', () => {
    expect(fc.check(neverCrosses([ignoresSession]), { numRuns: RUNS }).failed).toBe(true);
    expect(fc.check(equalsAlone([ignoresSession]), { numRuns: RUNS }).failed).toBe(true);
  });

  it('notice a rule that looks at answers which a stranger made it wait for', () => {
    const forgetful: Rule = {
      ...referenceResponse,
      explain: ({ session, reference, seq }, { calls }) => {
        const call = calls.answeredWith(session, 'reference', reference, seq).at(-1);
        return call === undefined ? null : { call: call.call, evidence: {} };
      },
    };
    expect(fc.check(equalsAlone([forgetful]), { numRuns: 5_000 }).failed).toBe(true);
  });
});
