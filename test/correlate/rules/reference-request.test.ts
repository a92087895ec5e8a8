import { describe, expect, it } from 'vitest';
import { Correlator } from '../../../src/correlate/correlator.js';
import { eventsOf, expectTranscript } from '../transcript.js';

describe('a reference that the client made up', () => {
  it('links the notification that echoes it, though no answer has it', () => {
    expectTranscript(`
      alice > #1 GetPreviewRecord outbound-campaigns/spring ref "123456789"
      alice < #1
      alice ~ n1 ref "123456789"
      = n1 → #1 by reference-request
    `);
  });

  it('waits for the own open calls, whose answers may bring that reference', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X ref 45
      alice > #2 Accept tweets/Y
      alice ~ n1 ref 45 twitter X Completed
      alice < #1
      alice < #2 ref 46
      = n1 → #1 by reference-request
    `);
  });

  it('is weaker than the reference of an answer', () => {
    expectTranscript(`
      alice > #1 GetPreviewRecord outbound-campaigns/spring ref 45
      alice < #1
      alice > #2 Complete tweets/X
      alice < #2 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #2 by reference-response
    `);
  });

  it('means something within the session alone', () => {
    expectTranscript(`
      alice > #1 GetPreviewRecord outbound-campaigns/spring ref "1"
      bob > #2 GetPreviewRecord outbound-campaigns/spring ref "1"
      alice < #1
      bob < #2
      bob ~ n1 ref "1"
      = n1 → #2 by reference-request
      alice ~ n2 ref "1"
      = n2 → #1 by reference-request
    `);
  });

  it('tells "45" from 45', () => {
    expectTranscript(`
      alice > #1 GetPreviewRecord outbound-campaigns/spring ref "45"
      alice < #1
      alice ~ n1 ref 45
      end
    `);
  });

  it('links the newest call where the client counts from one again', () => {
    expectTranscript(`
      alice > #1 Accept tweets/X ref "1"
      alice < #1
      alice ~ n1 ref "1" twitter X Processing
      = n1 → #1 by reference-request
      alice > #2 Complete tweets/X ref "1"
      alice < #2
      alice ~ n2 ref "1" twitter X Completed
      = n2 → #2 by reference-request
    `);
  });

  it('links the new interaction that a call on another one makes', () => {
    expectTranscript(`
      alice > #1 Reply emails/X ref "r7"
      alice < #1
      alice ~ n1 ref "r7" email Y Composing
      = n1 → #1 by reference-request
    `);
  });

  it('leaves the call alone once its reference was echoed and another one comes', () => {
    expectTranscript(`
      alice > #1 SetInFocus chats/X ref "r7"
      alice < #1
      alice ~ n1 ref "r7" chat X Processing
      = n1 → #1 by reference-request
      alice ~ n2 ref "r9" chat X Completed
      end
    `);
  });

  it("knows a supervisor's copy", () => {
    expectTranscript(`
      alice > #1 Complete chats/X ref "r7"
      alice < #1
      alice ~ n1 ref "r7" chat X Completed
      = n1 → #1 by reference-request
      sue ~ n2 ref "r7" chat X Completed
      = n2 → #1 by reference-request, copy of n1
    `);
  });

  it('gives the evidence', () => {
    const correlator = new Correlator();
    const [link] = eventsOf(`
      alice > #1 Complete chats/X ref "r7"
      alice < #1
      alice ~ n1 ref "r7" chat X Completed
    `).flatMap((event) => correlator.push(event));
    expect(link?.evidence).toEqual({
      referenceId: '"r7"',
      requestSeq: 1,
      resource: 'X',
      state: 'Completed',
    });
  });
});
