import { describe, expect, it } from 'vitest';
import { Correlator } from '../../../src/correlate/correlator.js';
import { eventsOf, expectTranscript } from '../transcript.js';

describe('an answer with a reference for each resource', () => {
  it('links one notification for each by its resource, without any reference', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a,b
      alice < #1 refs a:57,b:56
      alice ~ n1 workbin b Subscribed
      = n1 → #1 by reference-bulk
      alice ~ n2 workbin a Subscribed
      = n2 → #1 by reference-bulk
    `);
  });

  it('links notifications that come before the answer', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a,b
      alice ~ n1 workbin a Subscribed
      alice ~ n2 ref 56
      alice < #1 refs a:57,b:56
      = n1 → #1 by reference-bulk
      = n2 → #1 by reference-bulk
    `);
  });

  it('goes by the reference where the notification has one', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a,b
      alice < #1 refs a:57,b:56
      alice > #2 Unsubscribe workbins?workbinIds=a,b
      alice < #2 refs a:59,b:58
      alice ~ n1 ref 56 workbin b Subscribed
      = n1 → #1 by reference-bulk
      alice ~ n2 ref 59 workbin a Unsubscribed
      = n2 → #2 by reference-bulk
    `);
  });

  it('does not believe a reference that stands for another resource', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a,b
      alice < #1 refs a:57,b:56
      alice ~ n1 ref 57 workbin b Subscribed
      end
    `);
  });

  it('leaves what comes about a resource after its one notification unsolicited', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a,b
      alice < #1 refs a:57,b:56
      alice ~ n1 workbin a Subscribed
      = n1 → #1 by reference-bulk
      alice ~ n2 workbin a Subscribed
      alice ~ n3 workbin a Changed
      end
    `);
  });

  it("takes the delivery to the caller's second tab as a copy", () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a
      alice < #1 refs a:57
      alice/1 ~ n1 workbin a Subscribed
      = n1 → #1 by reference-bulk
      alice/2 ~ n2 workbin a Subscribed
      = n2 → #1 by reference-bulk, copy of n1
    `);
  });

  it('says that a failed call causes nothing', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a
      alice < #1 500/4 refs a:57
      alice ~ n1 workbin a Subscribed
      end
    `);
  });

  it('keeps to the session', () => {
    expectTranscript(`
      alice > #1 Subscribe workbins?workbinIds=a
      alice < #1 refs a:57
      bob ~ n1 ref 57 workbin a Subscribed
      end
    `);
  });

  it('gives the evidence', () => {
    const correlator = new Correlator();
    const [link] = eventsOf(`
      alice > #1 Subscribe workbins?workbinIds=a
      alice < #1 refs a:57
      alice ~ n1 workbin a Subscribed
    `).flatMap((event) => correlator.push(event));
    expect(link?.evidence).toEqual({
      resource: 'a',
      referenceId: '57',
      responseSeq: 2,
      state: 'Subscribed',
    });
  });
});
