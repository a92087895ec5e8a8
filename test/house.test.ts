import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/**
 * What only `src/time` may use: elsewhere it would make a replay depend on luck. A socket's own
 * `setTimeout` ends idle peers and decides nothing.
 */
const timeOrChance =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|(?<!\.)\bsetTimeout\b|(?<!\.)\bsetInterval\b|\bperformance\b|\brandom(?:UUID|Bytes|Int)\b|\bhrtime\b/u;

interface Source {
  readonly name: string;
  readonly text: string;
}

function strays(files: readonly Source[]): string[] {
  return places(
    files.filter(({ name }) => !name.startsWith('src/time/')),
    timeOrChance,
  );
}

function places(files: readonly Source[], what: RegExp): string[] {
  return files.flatMap(({ name, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, place: `${name}:${index + 1}` }))
      .filter(({ line }) => what.test(line) && !/^\s*(?:\*|\/\/|\/\*)/u.test(line))
      .map(({ place }) => place),
  );
}

/** What a page shows comes when it comes: who reads it once reads too early now and then. */
const readOnce = /expect\((?:Number\()?await (?!axeFindings|\w+\.stop\(\))/u;

function sources(...folders: readonly string[]): Source[] {
  return folders
    .flatMap((name) => readdirSync(path.join(root, name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(root, file), text: readFileSync(file, 'utf8') }));
}

describe('the house', () => {
  it('lets only the time room read clocks and chance', () => {
    expect(strays(sources('src', 'cli'))).toEqual([]);
  });

  it('notices a clock that is read elsewhere', () => {
    const planted = {
      name: 'src/replay/planted.ts',
      text: 'export const at = () => Date.now();\n',
    };
    const flag = { name: 'cli/planted.ts', text: 'setTimeout(() => {}, 1);\n' };
    expect(strays([...sources('src', 'cli'), planted, flag])).toEqual([
      'src/replay/planted.ts:1',
      'cli/planted.ts:1',
    ]);
  });

  it('awaits what a page shows, in tests too', () => {
    expect(places(sources('test/ui/browser', 'test/report/diff/html'), readOnce)).toEqual([]);
  });
});
