import { describe, expect, it } from 'vitest';
import { Correlator, MAX_WAITING } from '../../../src/correlate/correlator.js';
import { MAX_NAMES, OTHERS } from '../../../src/correlate/tally/named-counts.js';
import { eventsOf } from '../transcript.js';

/** The tally after a transcript that is over. */
function tallyOf(text: string): Correlator['tally'] {
  const correlator = new Correlator();
  for (const event of eventsOf(text)) correlator.push(event);
  correlator.end();
  return correlator.tally;
}

const only = (text: string) => tallyOf(text).operations().at(0);

describe('the tally of calls', () => {
  it('counts a call as answered once, however many notifications answer it', () => {
    expect(
      only(`
        alice > #1 Complete tweets/X
        alice ~ n1 ref 45 twitter X Completed
        alice < #1 ref 45
        alice ~ n2 ref 45 twitter X Completed
        bob ~ n3 ref 45 twitter X Completed
      `),
    ).toEqual({ operation: 'Complete', calls: 1, answered: 1, unanswered: {} });
  });

  it.each([
    ['expects-none', 'alice > #1 Do me\nalice < #1'],
    ['no-answer', 'alice > #1 Do tweets/X'],
    ['failed', 'alice > #1 Do tweets/X\nalice < #1 500/4'],
    ['failed', 'alice > #1 Do tweets/X\nalice < #1 cut'],
    ['no-session', '? > #1 Do tweets/X\n? < #1 ref 45'],
    ['reference-not-seen', 'alice > #1 Do tweets/X\nalice < #1 ref 45'],
    ['reference-not-seen', 'alice > #1 Do tweets/X ref "r7"\nalice < #1'],
    ['reference-not-seen', 'alice > #1 Do workbins\nalice < #1 refs a:57'],
    ['resource-not-seen', 'alice > #1 Do tweets/X\nalice < #1'],
    ['names-nothing', 'alice > #1 Do channels\nalice < #1'],
  ])('says why no notification answers a call: %s', (reason, text) => {
    expect(only(text)).toEqual({
      operation: 'Do',
      calls: 1,
      answered: 0,
      unanswered: { [reason]: 1 },
    });
  });

  it('counts a failed call as answered if an error was linked with it', () => {
    expect(
      only(`
        alice > #1 Complete tweets/X ref "r7"
        alice < #1 500/4
        alice ~ n1 ref "r7" type Error
      `),
    ).toEqual({ operation: 'Complete', calls: 1, answered: 1, unanswered: {} });
  });

  it('leaves out calls that are left out of the recording, which are linked all the same', () => {
    const correlator = new Correlator();
    const events = eventsOf(`
      alice > #1 Complete tweets/X
      alice < #1 ref 45
      alice ~ n1 ref 45 twitter X Completed
    `).map((event) => (event.type === 'notification' ? event : { ...event, call: -event.call }));
    expect(events.flatMap((event) => correlator.push(event))).toMatchObject([{ call: -1 }]);
    expect(correlator.tally.operations()).toEqual([]);
  });

  it('counts a thousand operations by name, and all others together', () => {
    const lines = Array.from({ length: MAX_NAMES + 5 }, (_, at) => `alice > #${at} Do${at} me`);
    const operations = tallyOf(lines.join('\n')).operations();
    expect(operations).toHaveLength(MAX_NAMES + 1);
    expect(operations.at(-1)).toMatchObject({ operation: OTHERS, calls: 5 });
  });

  it('remembers no name at length', () => {
    const operation = only(`alice > #1 ${'x'.repeat(100_000)} me`)?.operation;
    expect(operation).toHaveLength(200);
  });
});

describe('the tally of unsolicited notifications', () => {
  it.each([
    ['begins-interaction', 'alice ~ n1 twitter X Invited'],
    ['reference-unknown', 'alice ~ n1 ref 45 twitter X Completed'],
    ['resource-unknown', 'alice ~ n1 twitter X Completed'],
    ['names-nothing', 'alice ~ n1'],
  ])('says why no call is linked with a notification: %s', (reason, text) => {
    expect(tallyOf(text).unsolicitedTypes()).toMatchObject([
      { notifications: 1, reasons: { [reason]: 1 } },
    ]);
  });

  it('counts what turns out to be a copy no longer', () => {
    expect(
      tallyOf(`
        alice > #1 Complete tweets/X
        alice < #1 ref 45
        bob ~ n1 ref 45 twitter X Completed
        alice ~ n2 ref 45 twitter X Completed
      `).unsolicitedTypes(),
    ).toEqual([]);
  });

  it('says how many fell out because too many waited', () => {
    const lines = Array.from(
      { length: MAX_WAITING + 3 },
      (_, at) => `alice ~ n${at + 1} ref ${at} twitter X Completed`,
    );
    const tally = tallyOf(['alice > #1 Complete tweets/X', ...lines].join('\n'));
    expect(tally.unsolicitedTypes()).toMatchObject([
      { reasons: { 'crowded-out': 3, 'reference-unknown': MAX_WAITING } },
    ]);
  });
});
