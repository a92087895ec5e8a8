/**
 * `npm run recordings`: makes those of the recordings that ship with the project which are not there,
 * with the command a user types.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, serve } from './command.js';
import { shippedRecordings } from './shipped-recordings.js';

for (const { name, startServer, work } of shippedRecordings) {
  const file = path.join(root, 'recordings', `${name}.db`);
  if (existsSync(file)) continue;
  // Fixed ports, so that the examples in the README stay as they are.
  const staging = await startServer(8090);
  const recorder = await serve(
    ...['record', '--target', staging.url, '--listen', '127.0.0.1:8080'],
    ...['--label', '8.5.202.96', '--output', file],
  );
  await work({ url: recorder.url, origin: staging.url });
  const { stdout } = await recorder.stop();
  await staging.close();
  console.log(`${name}: ${stdout.split('\n').slice(1).join('\n').trim()}`);
}
