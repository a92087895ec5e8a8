import { describe, expect, it } from 'vitest';
import { completeLinks } from '../../src/correlate/complete-links.js';
import type { CorrelationLink } from '../../src/correlate/correlation-link.js';
import { Correlator } from '../../src/correlate/correlator.js';
import { defaultRules } from '../../src/correlate/default-rules.js';
import { eventsOf } from './transcript.js';

const events = eventsOf(`
  alice > #1 Accept emails/X
  alice < #1
  alice > #2 Complete emails/X
  alice ~ n1 ref 26 email X Processing
  sue ~ n2 ref 26 email X Processing
`);

describe('completeLinks', () => {
  it('makes the links that a killed recorder did not come to', () => {
    const recorder = new Correlator();
    expect(events.flatMap((event) => recorder.push(event))).toEqual([]);
    expect(completeLinks(events, [])).toMatchObject([
      { call: 1, notification: 1, rule: 'resource', copy: false },
      { call: 1, notification: 2, rule: 'resource', copy: true },
    ]);
  });

  it('leaves those that it made as they are', () => {
    const made: CorrelationLink = {
      call: 2,
      notification: 1,
      rule: 'order',
      evidence: {},
      copy: false,
    };
    const links = completeLinks(events, [made]);
    expect(links[0]).toBe(made);
    expect(links.map((link) => link.notification)).toEqual([1, 2]);
  });

  it('takes the rules of another API', () => {
    const rules = { ...defaultRules, outcomes: { ...defaultRules.outcomes, Accept: ['Chat'] } };
    expect(completeLinks(events, [], rules)).toEqual([]);
  });
});
