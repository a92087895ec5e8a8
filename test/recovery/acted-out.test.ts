import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { withOutages, withRealServer } from './both-halves.js';
import { allowingFor } from './difference.js';
import { expected, type FaultCase, faultCases, named } from './fault-cases.js';
import { callsGoOn, outageDifferences } from './server-differences.js';
import type { Mode } from './visit.js';

/** The oldest and the newest. */
const modes = (['cometd3', 'cometd9'] as const).flatMap((version): readonly Mode[] => [
  { version, transport: 'long-polling', ack: false },
  { version, transport: 'long-polling', ack: true },
  { version, transport: 'websocket', ack: false },
]);

const folder = temporaryFolder();

/**
 * Who gave up has left nothing that could be played; and which of a call and the end of a websocket was first, if they
 * come at the same moment, is a race in the recording.
 */
const isPlayable = (mode: Mode) => (fault: FaultCase) =>
  fault.brings(mode).leave?.length !== 0 && fault.name !== callsGoOn;

describe.each(modes)('$version over $transport, acknowledging: $ack', (mode) => {
  const cases = faultCases
    .filter(({ over = mode.transport }) => over === mode.transport)
    .filter(isPlayable(mode));

  it.each(cases.map(named))('comes back again from %s, as it was recorded', async (_, fault) => {
    const file = folder.path('bad-day.db');
    const real = await withRealServer(mode, fault, file);
    expect(real).toEqual(expected(mode, fault));
    const again = allowingFor(outageDifferences, real, mode, fault.name);
    expect(await withOutages(file, mode, fault)).toEqual(again);
  });
});
