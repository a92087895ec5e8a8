import { expect, it } from 'vitest';
import { startStaging } from '../staging/staging.js';
import { runDesktop } from './run-desktop.js';
import { agent } from './scripts.js';

it('works', async () => {
  const staging = await startStaging();
  try {
    for (const client of ['cometd9', 'cometd3'] as const) {
      const t = await runDesktop(agent(), { url: staging.url, user: 'a1', client });
      console.log(t.sights.map((s) => JSON.stringify(s).slice(0, 300)).join('\n'));
      expect(t.sights.length).toBeGreaterThan(5);
    }
  } finally {
    await staging.close();
  }
});
