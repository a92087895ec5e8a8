import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fencesOf, withTexts } from './fences.js';
import { PageCommands } from './page-commands.js';
import { missingTools, tellMissing } from './tools.js';
import { formatTranscript, parseTranscript } from './transcript.js';
import { withoutWhatVaries } from './without-what-varies.js';

let commands: PageCommands;
beforeEach(() => {
  commands = new PageCommands();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await commands.close();
});

/** What the blocks of a page are after their commands have run. */
async function run(page: string): Promise<string[]> {
  const told: string[] = [];
  for (const fence of fencesOf(page)) told.push(await commands.console(fence));
  return told;
}

const block = (text: string, marks = ''): string =>
  `${marks && `<!-- ${marks} -->\n`}\`\`\`console\n${text}\n\`\`\`\n`;

describe('the commands of a page', () => {
  it('show what they print, and not what the page says', async () => {
    expect(await run(block('$ echo a; echo b >&2\nc\n$ printf d'))).toEqual([
      '$ echo a; echo b >&2\na\nb\n$ printf d\nd\n',
    ]);
  });

  it('must end with the status that the page tells', async () => {
    await expect(run(block('$ exit 3'))).rejects.toThrow('ended with 3, not 0');
    await expect(run(block('$ true', 'status: 3'))).rejects.toThrow('ended with 0, not 3');
    expect(await run(block('$ exit 3', 'status: 3'))).toEqual(['$ exit 3\n']);
  });

  it('serve on free ports, and are told of as on those that the page names', async () => {
    const page =
      block('$ npx understudy replay recordings/two-tabs.db', 'serves') +
      block("$ curl -s -o out -w '%{http_code}' http://127.0.0.1:8080/none") +
      block('^C');
    const [started, asked, ended] = await run(page);
    expect(started).toContain('\nlistening on http://127.0.0.1:8080\n');
    expect(asked).toContain('\n404\n');
    expect(ended).toMatch(/^\^C\nplayed 0 calls/u);
  });

  it('find what the page had the reader save', async () => {
    commands.save('a.txt', 'text\n');
    expect(await run(block('$ cat a.txt'))).toEqual(['$ cat a.txt\ntext\n']);
  });

  it('can not end what does not run', async () => {
    await expect(run(block('^C'))).rejects.toThrow('nothing was started');
  });
});

describe('a transcript', () => {
  it('is the same when it is written again', () => {
    const text = '^C\nended\n$ a \\\n  b\nc\n$ d\n';
    expect(formatTranscript(parseTranscript(text))).toBe(text);
  });

  it('is compared but for times and the like', () => {
    const told = (ms: number, user: string): string =>
      withoutWhatVaries(
        `  7  0:00.${ms}  ${user}  POST /x  200  ${ms} ms  2026-11-28 08:50:30.${ms} UTC`,
      );
    expect(told(123, 'a1')).toBe(told(456, 'a1'));
    expect(told(123, 'a1')).not.toBe(told(123, 'a2'));
  });
});

it('writes new texts into blocks, and nothing else', async () => {
  const page = `a\n${block('$ b\nc', 'varies')}d\n${block('$ e')}`;
  const written = await withTexts(page, async ({ marks }) => (marks.varies ? '$ b\nf\n' : null));
  expect(written).toBe(page.replace('\nc\n', '\nf\n'));
});

it('tells in one line which program is missing, and fails for it in CI', () => {
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('CI', '');
  expect(missingTools('```console\n$ sqlite3 a.db | jq .\n```\n')).toEqual(['jq', 'sqlite3']);
  const line = 'docs/a.md is not run: jq, sqlite3 not found; install it';
  expect(tellMissing('docs/a.md', ['jq', 'sqlite3'])).toBe(line);
  vi.stubEnv('CI', 'true');
  expect(() => tellMissing('docs/a.md', ['jq', 'sqlite3'])).toThrow(line);
});
