/** `npm run recordings`: makes the recordings that ship with the project anew, with the command a user types. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runOffice } from '../desktops/run-office.js';
import { startStaging } from '../staging/staging.js';
import { root, serve } from './command.js';

const file = path.join(root, 'recordings', 'complete-tweet.db');
if (existsSync(file)) {
  console.error(`${file} is there already; remove it first`);
  process.exit(2);
}
// Fixed, so that the examples in the README stay as they are.
const staging = await startStaging({ port: 8090 });
const recorder = await serve(
  ...['record', '--target', staging.url, '--listen', '127.0.0.1:8080'],
  ...['--label', '8.5.202.96', '--output', file],
);
await runOffice({ url: recorder.url, origin: staging.url });
const { stdout } = await recorder.stop();
await staging.close();
console.log(stdout);
