import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordVisit, withRealServer, withStandIn } from './both-halves.js';
import { faultCases } from './fault-cases.js';
import type { Mode } from './visit.js';

const versions = ['cometd3', 'cometd4', 'cometd5', 'cometd7', 'cometd8', 'cometd9'] as const;
const ways = [
  { transport: 'long-polling', ack: false },
  { transport: 'long-polling', ack: true },
  { transport: 'websocket', ack: false },
] as const;
const modes: readonly Mode[] = versions.flatMap((version) =>
  ways.map((way) => ({ version, ...way })),
);

describe.each(modes)('$version over $transport, ack $ack', (mode) => {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-recovery-'));
    file = path.join(folder, 'visit.db');
    await recordVisit(mode, file);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = faultCases.filter(({ over }) => over === undefined || over === mode.transport);
  it.each(cases)('recovers as with the real server: $name', async (fault) => {
    const real = await withRealServer(mode, fault);
    const standIn = await withStandIn(file, mode, fault);
    expect(standIn.transcript).toEqual(real);
    expect(standIn.injected).toEqual(standIn.asked);
    const { misses, undelivered } = standIn;
    expect({ misses, undelivered }).toEqual({ misses: [], undelivered: fault.undelivered ?? [] });
  });
});
