import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { visitsOf } from '../../src/acts/visits.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { linkLookup } from '../../src/rules/link-lookup.js';

const folder = path.resolve(import.meta.dirname, '../../recordings');
const recordings = readdirSync(folder).filter((name) => name.endsWith('.db'));

it.each(recordings)('knows the acts of Bayeux without what they caused: %s', (name) => {
  using recording = openRecording(path.join(folder, name));
  const visits = visitsOf(recording, linkLookup(recording));
  for (const part of visits.parts) {
    const visit = visits.visit(part);
    const all = visit.caused.acts.filter(({ kind }) => kind !== 'call');
    expect(all.length).toBeGreaterThan(0);
    expect(visit.bayeuxActs()).toEqual(all.map(({ consequences: _, ...act }) => act));
  }
});
