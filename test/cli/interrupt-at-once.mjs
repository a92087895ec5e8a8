/** Ends a command as Ctrl-C does, as soon as it listens for that and has begun; says whether its output was there by then. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const output = process.argv.at(-1) ?? '';

/** It stands under another name until it is whole. */
const isThere = () =>
  readdirSync(path.dirname(output)).some(
    (name) =>
      name === path.basename(output) || name.startsWith(`.${path.basename(output)}.partial-`),
  );

let interrupted = false;
process.on('newListener', (name) => {
  // Once, whoever else listens later.
  if (name !== 'SIGINT' || interrupted) return;
  interrupted = true;
  setImmediate(() => {
    process.stdout.write(isThere() ? 'begun\n' : 'not begun\n');
    process.kill(process.pid, 'SIGINT');
  });
});
