import { afterEach, describe, expect, it, vi } from 'vitest';
import { BayeuxClient } from '../../src/replay/bayeux-server/bayeux-client.js';
import { type Lies, withRealServer, withStandIn } from './both-halves.js';
import { allowingFor } from './difference.js';
import { faultCases } from './fault-cases.js';
import { serverDifferences } from './server-differences.js';
import type { Mode, Transcript } from './visit.js';
import { visitRecording } from './visit-recording.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const patience = 300;

/** What a lying stand-in lets a client go through, and what it should have. */
async function bothOf(file: string, mode: Mode, name: string, lies: Lies) {
  const fault = faultCases.find((each) => each.name === name);
  if (fault === undefined) throw new Error(`there is no fault '${name}'`);
  const real = await withRealServer(mode, fault);
  const { transcript } = await withStandIn(file, mode, fault, { patience, ...lies });
  return { transcript, honest: allowingFor(serverDifferences, real, mode, name) };
}

/** Lines that only one of them has. */
function differing(transcript: Transcript, honest: Transcript): Transcript {
  return [
    ...honest.filter((line) => !transcript.includes(line)).map((line) => `-${line}`),
    ...transcript.filter((line) => !honest.includes(line)).map((line) => `+${line}`),
  ];
}

describe.each(['cometd3', 'cometd5', 'cometd9'] as const)('%s finds', (version) => {
  const acknowledging: Mode = { version, transport: 'long-polling', ack: true };
  const polling: Mode = { version, transport: 'long-polling', ack: false };
  const acknowledged = visitRecording(acknowledging);
  const polled = visitRecording(polling);

  it('a stand-in that does not send again what was not acknowledged', async () => {
    vi.spyOn(BayeuxClient.prototype, 'acknowledge').mockImplementation(() => {});
    const name = 'a connection cut in the response that carries a notification';
    const { transcript, honest } = await bothOf(acknowledged.file, acknowledging, name, {});
    expect(differing(transcript, honest)).toEqual([
      '-  told two',
      "+  waited in vain for 'told two'",
    ]);
  });

  it('a stand-in that sends again what did come', async () => {
    const acknowledge = BayeuxClient.prototype.acknowledge;
    vi.spyOn(BayeuxClient.prototype, 'acknowledge').mockImplementation(function lie(
      this: BayeuxClient,
      batch,
    ) {
      acknowledge.call(this, batch - 1);
    });
    const name = 'a connection cut in a held connect';
    const { transcript, honest } = await bothOf(acknowledged.file, acknowledging, name, {});
    expect(transcript).not.toEqual(honest);
    expect(transcript.filter((line) => line === '  told two').length).toBeGreaterThan(1);
  });

  it('a stand-in that does not advise who is unknown to shake hands again', async () => {
    const withoutAdvice = (text: string): string =>
      text.includes('"reconnect":"handshake"') ? text.replaceAll('"advice"', '"ADVICE"') : text;
    const lies = { way: { edit: withoutAdvice } };
    const { transcript, honest } = await bothOf(polled.file, polling, 'a session expired', lies);
    expect(differing(transcript, honest)).toContain("+  waited in vain for 'handshake: yes'");
  });

  it('a stand-in that tells things in another order', async () => {
    const name = 'notifications out of order';
    const swapped = (text: string): string =>
      text.replace(/"three again"(.*)"three"/su, '"three"$1"three again"');
    const lies = { way: { edit: swapped } };
    const { transcript, honest } = await bothOf(polled.file, polling, name, lies);
    expect(transcript).not.toEqual(honest);
    expect(transcript.toSorted()).toEqual(honest.toSorted());
  });
});
