import path from 'node:path';
import { root, type Server, serve, startServer } from './processes.js';

/** The recorder with its inspector, and a page that follows what it records. */
export async function startWatchedRecorder({ url }: Server, file: string): Promise<Server> {
  let link = '';
  const usual = ['--target', url, '--output', file, '--listen', '127.0.0.1:0'];
  let listening: string | null = null;
  const recorder = await startServer({
    name: 'record --ui',
    command: process.execPath,
    args: [path.join(root, 'dist/cli/main.js'), 'record', ...usual, '--ui', '--json'],
    listening: (line) => {
      const said = JSON.parse(line) as { readonly event: string; readonly url: string };
      if (said.event === 'listening') listening = said.url;
      if (said.event === 'inspector') link = said.url;
      return link === '' ? null : listening;
    },
    complains: true,
  });
  const page = await serve('page-process.js', link);
  return {
    ...recorder,
    async stop() {
      await page.stop();
      await recorder.stop();
    },
  };
}
