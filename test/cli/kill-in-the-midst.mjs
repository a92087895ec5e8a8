/**
 * Kills a command as loss of power does, at the instant that KILL_WHEN names of a file that it writes: once it is `begun`, when all
 * is `written`, or when it is just `named`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { openSync, fsyncSync, linkSync } = fs;
const when = process.env.KILL_WHEN;
const kill = () => process.kill(process.pid, 'SIGKILL');

fs.openSync = (file, flags, mode) => {
  const descriptor = openSync(file, flags, mode);
  if (when === 'begun' && /\.partial-/u.test(String(file))) setImmediate(kill);
  return descriptor;
};
fs.fsyncSync = (descriptor) => {
  if (when !== 'named') kill();
  fsyncSync(descriptor);
};
fs.linkSync = (from, to) => {
  linkSync(from, to);
  if (when === 'named') kill();
};
syncBuiltinESMExports();
