/** Ends a command as Ctrl-C does, as soon as it listens for that and has begun; says whether its output was there by then. */
import { existsSync } from 'node:fs';

const output = process.argv.at(-1) ?? '';

process.on('newListener', (name) => {
  if (name !== 'SIGINT') return;
  setImmediate(() => {
    process.stdout.write(existsSync(output) ? 'begun\n' : 'not begun\n');
    process.kill(process.pid, 'SIGINT');
  });
});
