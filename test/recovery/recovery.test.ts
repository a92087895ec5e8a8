import { describe, expect, it } from 'vitest';
import { withRealServer, withStandIn } from './both-halves.js';
import { allowingFor } from './difference.js';
import { expected, faultCases } from './fault-cases.js';
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
  ways.map(({ how, ...way }) => ({ name: `${version} ${how}`, mode: { version, ...way } })),
);

describe.each(clients)('$name', ({ mode }: { readonly mode: Mode }) => {
  const recording = visitRecording(mode);
  const cases = faultCases.filter(({ over = mode.transport }) => over === mode.transport);

  it.each(cases)('comes back from $name as with the real server', async (fault) => {
    const real = await withRealServer(mode, fault);
    expect(real).toEqual(expected(mode, fault));
    const standIn = await withStandIn(recording.file, mode, fault);
    expect(standIn.transcript).toEqual(allowingFor(serverDifferences, real, mode, fault.name));
    expect(standIn.injected).toEqual(standIn.asked);
    const { misses, undelivered } = standIn;
    expect({ misses, undelivered }).toEqual({ misses: [], undelivered: fault.undelivered ?? [] });
  });
});
