import { describe, expect, it } from 'vitest';
import { withRealServer, withStandIn } from './both-halves.js';
import { allowingFor } from './difference.js';
import { expected, faultCases, named } from './fault-cases.js';
import { serverDifferences } from './server-differences.js';
import type { Mode } from './visit.js';
import { visitRecording } from './visit-recording.js';

const versions = ['cometd3', 'cometd4', 'cometd5', 'cometd7', 'cometd8', 'cometd9'] as const;
const ways = [
  { transport: 'long-polling', ack: false, how: 'over long-polling' },
  { transport: 'long-polling', ack: true, how: 'over long-polling with acknowledgements' },
  // faye, the server that has websockets, knows no acknowledgements.
  { transport: 'websocket', ack: false, how: 'over a websocket' },
] as const;
const clients = versions.flatMap((version) =>
  ways.map(({ how, ...way }): [string, Mode] => [`${version} ${how}`, { version, ...way }]),
);

describe.each(clients)('%s', (_name, mode) => {
  const recording = visitRecording(mode);
  const cases = faultCases.filter(({ over = mode.transport }) => over === mode.transport);

  it.each(cases.map(named))('comes back from %s as with the real server', async (_, fault) => {
    const real = await withRealServer(mode, fault);
    expect(real).toEqual(expected(mode, fault));
    const standIn = await withStandIn(recording.file, mode, fault);
    expect(standIn.transcript).toEqual(allowingFor(serverDifferences, real, mode, fault.name));
    expect(standIn.injected).toEqual(standIn.asked);
    const { misses, undelivered } = standIn;
    expect({ misses, undelivered }).toEqual({ misses: [], undelivered: fault.undelivered ?? [] });
  });
});
