import { describe, expect, it } from 'vitest';
import { Correlator, MAX_WAITING } from '../../src/correlate/correlator.js';
import { eventsOf, expectTranscript } from './transcript.js';

describe('a call and its notifications', () => {
  it('links a notification that repeats the reference of the answer', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #1 by reference-response
    `);
  });

  it('gives the evidence', () => {
    const correlator = new Correlator();
    const links = eventsOf(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
    `).flatMap((event) => correlator.push(event));
    expect(links).toEqual([
      {
        call: 1,
        notification: 1,
        rule: 'reference-response',
        evidence: { referenceId: '45', responseSeq: 2, resource: 'X', state: 'Completed' },
        copy: false,
      },
    ]);
  });

  it('links a notification that arrives before the response', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice ~ n1 ref 45 twitter X Completed
      alice < #1 ref 45
      = n1 → #1 by reference-response
    `);
  });

  it('links several notifications to one call', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice ~ n1 ref 45 twitter X Processing
      alice < #1 ref 45
      = n1 → #1 by reference-response
      alice ~ n2 ref 45 twitter X Completed
      = n2 → #1 by reference-response
      alice ~ n3 ref 45 ErrorMessage
      = n3 → #1 by reference-response
    `);
  });

  it('puts up with a call that no notification answers', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice > #2 Complete tweets/Y
      alice < #2 ref 46
      alice ~ n1 ref 46 twitter Y Completed
      = n1 → #2 by reference-response
      end
    `);
  });

  it('links four concurrent calls that are answered out of order', () => {
    expectTranscript(`
      alice > #1 Complete tweets/A
      alice > #2 Complete tweets/B
      alice > #3 Complete tweets/C
      alice < #3 ref 14
      alice ~ n1 ref 12 twitter A Completed
      alice ~ n2 ref 14 twitter C Completed
      = n2 → #3 by reference-response
      alice < #1 ref 12
      = n1 → #1 by reference-response
      alice < #2 ref 13
      alice ~ n3 ref 13 twitter B Completed
      = n3 → #2 by reference-response
    `);
  });

  it('never links a call that was requested after the notification', () => {
    expectTranscript(`
      alice ~ n1 ref 45 twitter X Completed
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      end
    `);
  });

  it('takes the session of a call from its answer', () => {
    expectTranscript(`
      ? > #1 Complete tweets/X
      alice ~ n1 ref 45 twitter X Completed
      alice < #1 ref 45
      = n1 → #1 by reference-response
    `);
  });
});

describe('references', () => {
  it('keeps two users apart who have the same reference at the same moment', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      bob > #2 Complete tweets/Y
      bob ~ n1 ref 45 twitter Y Completed
      alice < #1 ref 45
      alice ~ n2 ref 45 twitter X Completed
      = n2 → #1 by reference-response
      bob < #2 ref 45
      = n1 → #2 by reference-response
    `);
  });

  it('links the newest call when a reference is used again', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #1 by reference-response
      alice > #2 Accept tweets/X
      alice < #2 ref 45
      alice ~ n2 ref 45 twitter X Processing
      = n2 → #2 by reference-response
    `);
  });

  it('waits for the open call on the resource though an old one had the same reference', () => {
    expectTranscript(`
      alice > #1 Accept tweets/X
      alice < #1 ref 45
      alice > #2 Complete tweets/X
      alice ~ n1 ref 45 twitter X Completed
      alice < #2 ref 45
      = n1 → #2 by reference-response
    `);
  });

  it('does not wait for open calls on other resources once the reference is found', () => {
    expectTranscript(`
      alice > #1 Accept tweets/X
      alice > #2 Accept tweets/Y
      bob > #3 Accept tweets/Z
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Processing
      = n1 → #1 by reference-response
    `);
  });

  it('tells 45 from "45"', () => {
    expectTranscript(`
      alice > #1 Complete channels/voice
      alice < #1 ref 45
      alice ~ n1 ref "45" twitter X Completed
      end
    `);
  });

  it('prefers the call on the same resource among equal references', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice > #2 Subscribe workbins/w
      alice < #2 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #1 by reference-response
    `);
  });

  it('links a reply with the new interaction that it makes', () => {
    expectTranscript(`
      alice > #1 Reply emails/X
      alice < #1 ref 45
      alice ~ n1 ref 45 email Y Composing
      = n1 → #1 by reference-response
    `);
  });
});

describe('the resource rule', () => {
  it('links an answer without reference to a notification that has one, as e-mail does', () => {
    expectTranscript(`
      alice > #1 Complete emails/X
      alice ~ n1 ref 27 email X Completed
      alice < #1
      = n1 → #1 by resource
    `);
  });

  it('links where nobody has a reference, as chat does', () => {
    expectTranscript(`
      alice > #1 Complete chats/X
      alice < #1
      alice ~ n1 chat X Completed
      = n1 → #1 by resource
    `);
  });

  it('links a notification whose reference is one below the answer', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 10
      alice ~ n1 ref 9 twitter X Completed
      = n1 → #1 by resource
    `);
  });

  it('is not misled by an older call with that reference on another resource', () => {
    expectTranscript(`
      alice > #1 Complete tweets/W
      alice < #1 ref 27
      alice > #2 Complete emails/X
      alice ~ n1 ref 27 email X Completed
      alice < #2
      = n1 → #2 by resource
    `);
  });

  it('waits for the other open calls of the session, which may bring the reference', () => {
    expectTranscript(`
      alice > #1 Accept emails/X
      alice < #1
      alice > #2 AddToWorkbin workbins/w
      alice ~ n1 ref 28 email X Processing
      alice > #3 Complete emails/X
      alice < #2 ref 28
      = n1 → #2 by reference-response
    `);
  });

  it('goes by what an operation can lead to', () => {
    expectTranscript(`
      alice > #1 Accept emails/X
      alice < #1
      alice > #2 SetDisposition emails/X
      alice < #2
      alice > #3 Complete emails/X
      alice < #3
      alice ~ n1 ref 8 email X Processing
      = n1 → #1 by resource
      alice ~ n2 ref 9 email X Processing type PropertiesUpdated
      = n2 → #2 by resource
      alice ~ n3 ref 10 email X Completed
      = n3 → #3 by resource
    `);
  });

  it('lets an operation that it does not know lead anywhere, after those that it knows', () => {
    expectTranscript(`
      alice > #1 Complete emails/X
      alice < #1
      alice > #2 SetInFocus emails/X
      alice < #2
      alice ~ n1 email X Completed
      = n1 → #1 by resource
      alice ~ n2 email X Held
      = n2 → #2 by resource
    `);
  });

  it('leaves a call alone whose own reference was echoed', () => {
    expectTranscript(`
      alice > #1 SetInFocus tweets/X
      alice < #1 ref 3
      alice ~ n1 ref 3 twitter X Processing
      = n1 → #1 by reference-response
      bob > #2 Complete tweets/X
      bob < #2 ref 45
      bob ~ n2 ref 45 twitter X Completed
      = n2 → #2 by reference-response
      alice ~ n3 ref 45 twitter X Completed
      = n3 → #2 by reference-response, copy of n2
    `);
  });
});

describe('unsolicited notifications', () => {
  it('never links an invitation, even if its reference collides', () => {
    expectTranscript(`
      alice > #1 Accept tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Invited
      alice ~ n2 call X Ringing
      end
    `);
  });

  it('expects nothing of operations on /me itself, and waits for none', () => {
    expectTranscript(`
      alice > #1 Complete chats/X
      alice < #1
      alice > #2 me
      alice ~ n1 chat X Completed
      = n1 → #1 by resource
      alice < #2 ref 45
      alice ~ n2 ref 45 chat Y Completed
      end
    `);
  });

  it('says that a failed call causes nothing', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 404/6
      alice > #2 Complete tweets/X
      alice < #2 200/2
      alice > #3 Complete tweets/X
      alice < #3 cut
      alice ~ n1 twitter X Completed
      end
    `);
  });

  it('takes a partial success and an empty answer as no failure', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 200/7
      alice ~ n1 twitter X Completed
      = n1 → #1 by resource
      alice > #2 Complete tweets/Y
      alice < #2 200/
      alice ~ n2 twitter Y Completed
      = n2 → #2 by resource
    `);
  });

  it('leaves an error without a reference unsolicited', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice ~ n1 ErrorMessage
      alice < #1 500/4
      end
    `);
  });

  it('gives up on a call that is never answered', () => {
    expectTranscript(`
      alice > #1 Accept tweets/X
      alice < #1
      alice > #2 Complete tweets/X
      alice ~ n1 ref 45 twitter X Completed
      alice ~ n2 ref 44 twitter X Processing
      end
      = n2 → #1 by resource
    `);
  });

  it('knows no call of a notification whose session is unknown', () => {
    expectTranscript(`
      ? > #1 Complete tweets/X
      ? < #1 ref 45
      ? ~ n1 ref 45 twitter X Completed
      end
    `);
  });
});

describe('copies', () => {
  it("recognises a supervisor's copy after the agent's own", () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #1 by reference-response
      sue ~ n2 ref 45 twitter X Completed
      = n2 → #1 by reference-response, copy of n1
    `);
  });

  it("recognises a supervisor's copy before the agent's own and before the answer", () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      sue ~ n1 ref 45 twitter X Completed
      alice < #1 ref 45
      alice ~ n2 ref 45 twitter X Completed
      = n2 → #1 by reference-response
      = n1 → #1 by reference-response, copy of n2
    `);
  });

  it("does not take an agent's notification for that of a supervisor with the same reference", () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      sue > #2 Complete tweets/Y
      sue < #2 ref 45
      sue ~ n1 ref 45 twitter X Completed
      sue ~ n2 ref 45 twitter Y Completed
      = n2 → #2 by reference-response
      alice < #1 ref 45
      alice ~ n3 ref 45 twitter X Completed
      = n3 → #1 by reference-response
      = n1 → #1 by reference-response, copy of n3
    `);
  });

  it('copies the resource rule too', () => {
    expectTranscript(`
      alice > #1 Complete chats/X
      alice < #1
      sue ~ n1 chat X Completed
      alice ~ n2 chat X Completed
      = n2 → #1 by resource
      = n1 → #1 by resource, copy of n2
    `);
  });

  it('waits for all calls open at that moment before it calls something a copy', () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
      = n1 → #1 by reference-response
      bob > #2 Accept tweets/Z
      sue ~ n2 ref 45 twitter X Completed
      bob > #3 Complete tweets/Z
      bob < #2 ref 1
      = n2 → #1 by reference-response, copy of n1
    `);
  });

  it('gives each delivery of one kind its own first one where nobody has a reference', () => {
    expectTranscript(`
      alice > #1 Hold calls/X
      alice < #1
      alice ~ n1 call X Held
      = n1 → #1 by resource
      sue ~ n2 call X Held
      = n2 → #1 by resource, copy of n1
      alice > #2 Hold calls/X
      alice < #2
      sue ~ n3 call X Held
      alice ~ n4 call X Held
      = n4 → #2 by resource
      = n3 → #2 by resource, copy of n4
    `);
  });

  it('needs a resource: equal references of two users say nothing', () => {
    expectTranscript(`
      alice > #1 NotReady channels/voice
      alice < #1 ref 45
      alice ~ n1 ref 45
      = n1 → #1 by reference-response
      sue ~ n2 ref 45
      end
    `);
  });

  it('needs a call that was requested before the copy', () => {
    expectTranscript(`
      sue ~ n1 ref 45 twitter X Completed
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n2 ref 45 twitter X Completed
      = n2 → #1 by reference-response
      end
    `);
  });

  it("takes the delivery to the caller's second tab as a copy", () => {
    expectTranscript(`
      alice > #1 Complete tweets/X
      alice/2 ~ n1 ref 45 twitter X Completed
      alice/1 ~ n2 ref 45 twitter X Completed
      alice < #1 ref 45
      = n1 → #1 by reference-response
      = n2 → #1 by reference-response, copy of n1
      alice/2 ~ n3 ref 45 twitter X Completed
      = n3 → #1 by reference-response
    `);
  });

  it('keeps rule and evidence of the first delivery and names it', () => {
    const correlator = new Correlator();
    const [first, second] = eventsOf(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
      sue ~ n2 ref 45 twitter X Completed
    `).flatMap((event) => correlator.push(event));
    expect(second?.evidence).toEqual({ ...first?.evidence, copyOf: 1 });
  });
});

describe('the waiting room', () => {
  it('holds a thousand notifications; what falls out is unsolicited', () => {
    const correlator = new Correlator();
    const [hanging, ...others] = eventsOf(`
      alice > #1 Complete emails/X
      bob > #2 Accept emails/Y
    `);
    if (hanging === undefined) throw new Error('no call');
    correlator.push(hanging);
    for (const event of others) correlator.push(event);
    const notifications = Array.from(
      { length: MAX_WAITING + 5 },
      (_, i) => `alice ~ n${i + 1} ref ${i} email X Completed`,
    ).join('\n');
    for (const event of eventsOf(notifications)) {
      expect(correlator.push({ ...event, seq: event.seq + 10 })).toEqual([]);
    }
    const [answer] = eventsOf('alice < #1');
    if (answer === undefined) throw new Error('no answer');
    const links = correlator.push({ ...answer, seq: 5_000 });
    expect(links).toHaveLength(MAX_WAITING);
    expect(links[0]?.notification).toBe(6);
  });
});

it('takes an error after a success for the answer to the latest call on the resource', () => {
  expectTranscript(`
    alice > #1 Accept emails/X
    alice < #1 200/0
    alice ~ n1 ref 5 email X Processing type StatusChange
    = n1 → #1 by resource
    alice > #2 Transfer emails/X
    alice < #2 200/0
    alice ~ n2 ref 6 email X Processing type Error
    = n2 → #2 by resource
  `);
});
