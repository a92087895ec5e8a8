import { afterAll, beforeAll, expect, it } from 'vitest';
import { cells, expected, isNobody, lacksTransport, named, overOthers } from './cells.js';
import { recorded, recordingsFolder, replayed, wholly } from './stages.js';

let folder: ReturnType<typeof recordingsFolder>;
beforeAll(() => {
  folder = recordingsFolder();
});
afterAll(() => folder.remove());

/**
 * The stand-in speaks any transport, whatever the recording was made on (design: Replay). So it
 * can't fail as the server did for want of a transport, and nothing is recorded of such a visit that
 * it could play: there the rule is that a transport is no part of an outcome. Whatever a desktop may
 * use, it gets what the recording's desktop got over the transport that it had.
 */
const recordable = cells.filter((cell) => !lacksTransport(cell) && !isNobody(cell));

it.each(recordable.map(named))(
  'plays what was recorded on %s with %s over %s and %s over every other transport',
  async (_server, _client, _transport, _identity, cell) => {
    const { summary } = await recorded(cell, folder.file());
    for (const other of overOthers(cell)) {
      expect(await replayed(summary.file, other)).toEqual(wholly(expected(cell)));
    }
  },
);
