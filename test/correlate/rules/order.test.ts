import { describe, expect, it } from 'vitest';
import type { CorrelationRules } from '../../../src/correlate/correlation-rules.js';
import { Correlator } from '../../../src/correlate/correlator.js';
import { defaultRules } from '../../../src/correlate/default-rules.js';
import { eventsOf, expectTranscript } from '../transcript.js';

const withOrder: CorrelationRules = { ...defaultRules, rules: [...defaultRules.rules, 'order'] };

describe('the order rule', () => {
  it('is not asked unless the rules name it', () => {
    expectTranscript(`
      alice > #1 NotReady channels/voice
      alice < #1
      alice ~ n1 ChannelStateChanged
      end
    `);
  });

  it('links the newest call that nothing answered yet', () => {
    expectTranscript(
      `
      alice > #1 NotReady channels/voice
      alice < #1
      alice > #2 Ready channels/voice
      alice < #2
      alice ~ n1 ChannelStateChanged
      = n1 → #2 by order
      alice ~ n2 ChannelStateChanged
      = n2 → #1 by order
      alice ~ n3 ChannelStateChanged
      end
    `,
      new Correlator(withOrder),
    );
  });

  it('marks its links as weak', () => {
    const correlator = new Correlator(withOrder);
    const [link] = eventsOf(`
      alice > #1 NotReady channels/voice
      alice < #1
      alice ~ n1 ChannelStateChanged
    `).flatMap((event) => correlator.push(event));
    expect(link).toMatchObject({ rule: 'order', evidence: { weak: true, requestSeq: 1 } });
  });

  it('comes after all others, copies included', () => {
    expectTranscript(
      `
      sue > #1 NotReady channels/voice
      sue < #1
      alice > #2 Complete tweets/X
      alice < #2 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #2 by reference-response
      sue ~ n2 ref 45 twitter X Completed
      = n2 → #2 by reference-response, copy of n1
    `,
      new Correlator(withOrder),
    );
  });

  it('never contradicts what call and notification say', () => {
    expectTranscript(
      `
      alice > #1 Complete chats/X
      alice < #1
      alice ~ n1 chat Y Completed
      alice ~ n2 call Z Ringing
      alice > #2 Dial calls
      alice < #2
      alice ~ n3 call Z Held
      alice ~ n4 call Z Dialing
      = n4 → #2 by order
      bob ~ n5 ErrorMessage
      end
    `,
      new Correlator(withOrder),
    );
  });

  it('links an error without a reference to the call that failed', () => {
    expectTranscript(
      `
      alice > #1 Complete tweets/X
      alice ~ n1 ErrorMessage
      alice < #1 500/4
      = n1 → #1 by order
    `,
      new Correlator(withOrder),
    );
  });
});
