import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { runProgram } from '../run-program.js';
import { fencesOf } from './fences.js';
import { pages } from './pages.js';

/** Within the package, so that snippets find it by its own name. */
const folder = path.join(root, 'dist/test/docs/snippets');

const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'ESNext.Disposable'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Snippets of TypeScript and JavaScript that no test runs, as modules. */
function snippets(): { name: string; text: string }[] {
  return pages().flatMap((page) =>
    fencesOf(readFileSync(path.join(root, page), 'utf8'))
      .filter(({ language, marks }) => {
        const elsewhere = marks.file ?? marks.checked ?? marks.notRun;
        return (language === 'ts' || language === 'js') && elsewhere === undefined;
      })
      .map(({ line, text, marks }) => ({
        name: `${path.basename(page, '.md')}-line-${line}.ts`,
        text: `${marks.given ?? ''}\n${text}\nexport {};\n`,
      })),
  );
}

it('has snippets whose types are right', async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = snippets();
  expect(files).not.toEqual([]);
  for (const { name, text } of files) writeFileSync(path.join(folder, name), text);
  const config = path.join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = await runProgram(process.execPath, [tsc, '--project', config]);
  expect(stdout).toBe('');
  expect(status).toBe(0);
}, 60_000);
