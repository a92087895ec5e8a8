import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyRecording } from '../../src/index.js';
import { cells, expected, finalTransport, isNobody, lacksTransport, named } from './cells.js';
import { direct, recorded, recordingsFolder, replayed, transportsIn, wholly } from './stages.js';

let folder: ReturnType<typeof recordingsFolder>;
beforeAll(() => {
  folder = recordingsFolder();
});
afterAll(() => folder.remove());

it.each(cells.map(named))(
  'on %s brings %s over %s with %s the same by the server, the recorder and the stand-in',
  async (_server, _client, _transport, _identity, cell) => {
    expect(await direct(cell)).toEqual(expected(cell));

    const { outcome, summary } = await recorded(cell, folder.file());
    expect(outcome).toEqual(expected(cell));
    expect(verifyRecording(summary.file)).toMatchObject({ whole: true });
    const refused = lacksTransport(cell) || isNobody(cell);
    // CometD's cookie, the first one, begins a session of its own after a log-in by credentials.
    if (!refused) expect(transportsIn(summary.file).at(-1)).toBe(finalTransport(cell));
    expect(summary.correlated).toBe(refused ? 0 : 3);

    // The stand-in has every transport: see transports.test.ts.
    if (lacksTransport(cell)) return;
    expect(await replayed(summary.file, cell)).toEqual(wholly(expected(cell)));
  },
);

/** jsforce does not come without a token: its is a wrong one. */
const strangers = cells.map((cell) => ({ ...cell, logsIn: false }));

it.each(strangers.map(named))(
  'on %s refuses %s over %s, not logged in with %s, by the server, the recorder and the stand-in',
  async (_server, _client, _transport, _identity, cell) => {
    expect(await direct(cell)).toEqual(expected(cell));
    const { outcome, summary } = await recorded(cell, folder.file());
    expect(outcome).toEqual(expected(cell));
    if (lacksTransport(cell)) return;
    expect(await replayed(summary.file, cell)).toEqual(wholly(expected(cell)));
  },
);
