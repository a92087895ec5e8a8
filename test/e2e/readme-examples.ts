import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { runOffice } from '../desktops/run-office.js';
import { runProgram } from '../run-program.js';
import { startStaging } from '../staging/staging.js';
import { program, root, serve, understudy } from './command.js';

const shipped = path.join(root, 'recordings/complete-tweet.db');

/** Examples that leave files behind. */
const inTurn = {
  exported: [
    'export recordings/complete-tweet.db --format har --output tweet.har',
    'export recordings/complete-tweet.db --format jsonl --output tweet.jsonl',
    'import tweet.jsonl --output again.db',
  ],
  merged: [
    'merge recordings/complete-tweet.db recordings/everything.db --output both.db',
    'extract both.db --session a1 --operation Complete --output completes.db',
  ],
  settings: ['init --target http://gws.test:8080', 'config'],
};

/** What each example in the README prints, by the comment that stands before it. */
export async function readmeExamples(readme: string): Promise<ReadonlyMap<string, string>> {
  const examples = new Map<string, string>();
  for (const [, command = ''] of readme.matchAll(/^<!-- output: (.+) -->$/gmu)) {
    examples.set(`output: ${command}`, `$ ${command}\n${await outputOf(command)}`);
  }
  examples.set('recorded', await recorded());
  examples.set('correlated', await correlated());
  examples.set('scrubbed', await scrubbed());
  for (const [name, commands] of Object.entries(inTurn)) {
    examples.set(name, await inNewFolder(commands));
  }
  const { driven, differed } = await drivenAndCompared();
  examples.set('driven', driven).set('differed', differed);
  const { played, missed } = await replayed();
  return examples.set('replayed', played).set('missed', missed);
}

/** The README with the true output in each example. */
export function withExamples(readme: string, examples: ReadonlyMap<string, string>): string {
  return readme.replace(
    /^<!-- (.+) -->\n```console\n[\s\S]*?```$/gmu,
    (before: string, name: string) => {
      const now = `<!-- ${name} -->\n\`\`\`console\n${examples.get(name)?.trimEnd()}\n\`\`\``;
      // Ids of a recording that was made just now depend on how often its desktops polled.
      return withoutNewIds(before) === withoutNewIds(now) ? before : now;
    },
  );
}

function withoutNewIds(text: string): string {
  return text.replaceAll(/^( +for .*? \/ )\d+/gmu, '$1');
}

async function outputOf(command: string): Promise<string> {
  const [program = '', ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  if (program === 'sqlite3') return inListMode(args);
  return (await understudy(...args)).stdout;
}

/** What the shell prints in its usual mode, without asking that it be installed. */
function inListMode([file = '', sql = '']: readonly string[]): string {
  const database = new Database(path.join(root, file), { readonly: true });
  const rows = database.prepare(sql).raw().all() as unknown[][];
  database.close();
  return rows.map((row) => row.join('|')).join('\n');
}

/** A recording as the shipped one was made; only what does not change from run to run is printed. */
async function recorded(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-readme-'));
  const staging = await startStaging();
  try {
    const recorder = await serve(
      ...['record', '--target', staging.url, '--listen', '127.0.0.1:0'],
      ...['--rewrite-origin', '--output', path.join(folder, 'monday.db')],
    );
    await runOffice({ url: recorder.url, origin: staging.url });
    const { stdout } = await recorder.stop();
    const command =
      'understudy record --target http://gws.staging.test:8080 --rewrite-origin --output monday.db';
    const output = stdout.replaceAll(`${folder}${path.sep}`, '').replace(recorder.url, usualUrl);
    return `$ ${command}\n${output.replace('\n', '\n^C\n')}`;
  } finally {
    await staging.close();
    rmSync(folder, { recursive: true });
  }
}

async function correlated(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-readme-'));
  try {
    const [file, rules] = [path.join(folder, 'monday.db'), path.join(folder, 'order.rules.json')];
    copyFileSync(path.join(root, 'recordings/everything.db'), file);
    const text = '{"correlate":{"rules":["...","order"]}}\n';
    writeFileSync(rules, text);
    const { stdout } = await understudy('correlate', file, '--rules', rules);
    const command = 'understudy correlate monday.db --rules order.rules.json';
    return `$ cat order.rules.json\n${text}$ ${command}\n${stdout.replaceAll(`${folder}${path.sep}`, '')}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scrubbed(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-readme-'));
  try {
    const flags = ['--redact', 'pii', '--redact-name', 'contactId'];
    const { stdout } = await understudy(
      ...['scrub', 'recordings/complete-tweet.db', '--output', path.join(folder, 'clean.db')],
      ...flags,
    );
    const command = `understudy scrub recordings/complete-tweet.db --output clean.db ${flags.join(' ')}`;
    return `$ ${command}\n${stdout.replaceAll(`${folder}${path.sep}`, '')}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Commands one after the other in a folder that has `recordings/`. */
async function inNewFolder(commands: readonly string[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-readme-'));
  try {
    symlinkSync(path.join(root, 'recordings'), path.join(folder, 'recordings'));
    let told = '';
    for (const command of commands) {
      const { stdout } = await runProgram(process.execPath, [program, ...command.split(' ')], {
        cwd: folder,
      });
      told += `$ understudy ${command}\n${stdout}`;
    }
    return told;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A recording of one release driven against the next, as `npm run staging -- --version 8.5.203` plays it. */
async function drivenAndCompared(): Promise<{
  readonly driven: string;
  readonly differed: string;
}> {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-readme-'));
  const staging = await startStaging({ version: '8.5.203' });
  try {
    const [accounts, next] = [path.join(folder, 'accounts.json'), path.join(folder, 'next.db')];
    const text = '{"*":"secret-{user}"}\n';
    writeFileSync(accounts, text, { mode: 0o600 });
    const baseline = 'recordings/medium-email.db';
    const drive = await understudy(
      ...['drive', baseline, '--target', staging.url, '--credentials', accounts],
      ...['--output', next, '--wait', '1000'],
    );
    const { stdout } = await understudy('diff', baseline, next);
    const here = (output: string): string => output.replaceAll(`${folder}${path.sep}`, '');
    const usual = `understudy drive ${baseline} --target http://gws-next.test:8080 --credentials accounts.json --output next.db --wait 1000`;
    return {
      driven: `$ cat accounts.json\n${text}$ ${usual}\n${here(drive.stdout)}`,
      differed: `$ understudy diff ${baseline} next.db | sed -n '/^Differences/,$p'\n${stdout.slice(stdout.indexOf('\nDifferences') + 1)}`,
    };
  } finally {
    await staging.close();
    rmSync(folder, { recursive: true });
  }
}

const usualUrl = 'http://127.0.0.1:8080';

async function replayed(): Promise<{ readonly played: string; readonly missed: string }> {
  const standIn = await serve('replay', shipped, '--listen', '127.0.0.1:0', '--strict');
  await runOffice({ url: standIn.url });
  const complete = await standIn.stop();
  const again = await serve('replay', shipped, '--listen', '127.0.0.1:0', '--strict');
  const answer = await fetch(`${again.url}/api/v2/me/tweets/01QQQG2MU214P05K`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from('a1:any').toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: '{"operationName":"Reject"}',
  });
  const miss = JSON.stringify(await answer.json(), null, 2);
  await again.stop();
  const asUsual = (text: string, url: string): string => text.replaceAll(url, usualUrl);
  return {
    played: `$ understudy replay recordings/complete-tweet.db --strict\n${asUsual(complete.stdout, standIn.url).replace('\n', '\n^C\n')}`,
    missed: `$ curl -s -u a1:any -H 'Content-Type: application/json' -d '{"operationName":"Reject"}' ${usualUrl}/api/v2/me/tweets/01QQQG2MU214P05K | jq\n${miss}`,
  };
}
