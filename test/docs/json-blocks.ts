import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadAccounts, loadDecisions, loadRules, loadScript } from '../../src/index.js';

/** Files that people write, by a member that each kind has, with what reads them. */
const readers: Readonly<Record<string, (file: string) => unknown>> = {
  correlate: (file) => loadRules([file]),
  match: (file) => loadRules([file]),
  redact: (file) => loadRules([file]),
  noise: (file) => loadRules([file]),
  notifications: loadScript,
  decisions: loadDecisions,
};

/** What is wrong with a block of JSON, as the command would say it; null if nothing is. */
export function whyBadJson(text: string, name = 'block.json'): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-block-'));
  const file = path.join(folder, path.basename(name));
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const members = Object.keys(JSON.parse(text) as object);
    const known = members.find((member) => Object.hasOwn(readers, member));
    if (known !== undefined) readers[known]?.(file);
    else if (/accounts/u.test(name)) loadAccounts(file, {});
    else return 'nothing knows what it is; save it under a name that says so';
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replaceAll(`${folder}/`, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
