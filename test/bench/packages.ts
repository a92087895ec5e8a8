import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { NotHad } from './not-had.js';

/**
 * Installs what comes from npm beside the recordings without running its scripts, and says
 * where: `.../node_modules`. What is asked for again is there already.
 *
 * @param wanted such as `talkback@4`
 * @throws NotHad if npm can't
 */
export async function packages(place: string, ...wanted: readonly string[]): Promise<string> {
  const folder = path.join(
    path.dirname(place),
    `packages-${wanted.join('-').replace(/\W/gu, '-')}`,
  );
  const installed = path.join(folder, 'node_modules');
  if (existsSync(installed)) return installed;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  try {
    await promisify(execFile)('npm', ['install', ...flags, ...wanted], {
      cwd: folder,
      timeout: 120_000,
    });
  } catch (error) {
    throw new NotHad(`npm can't install it (${String(error).split('\n', 1)[0]})`);
  }
  return installed;
}
