import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loadRules,
  openRecording,
  type RedactOptions,
  type Rules,
  record,
  replay,
  scrubRecording,
  verifyRecording,
} from '../../src/index.js';
import type { ClientTransport } from '../desktops/bayeux-client.js';
import { runOffice } from '../desktops/run-office.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { startStaging } from '../staging/staging.js';
import { leakedInto } from './raw-scan.js';

const listen = { host: '127.0.0.1', port: 0 };
const clients = { a2: 'cometd9' } as const;

/** Of customers and agents: names, what they wrote, what the business keeps of them. */
const personal = ['Witcher', 'vitaliy_onv', 'hello world', 'Oleg', 'kaermorhen', 'Ren\\u00e9'];
/** By a name, a path, a pattern of rules. */
const ruled = ['9007199254740993', '0000Ka96XNNU4488', '8fbd2ee1-19a5-4b62-a3dd-2bd0ab1c2d11'];
const flags: RedactOptions = {
  redact: ['pii'],
  redactName: ['dbid', 'interactionId'],
  redactPath: ['/twitter/contactId', '/**/tweets/*/contactId', '/tweet/contactId'],
  redactPattern: ['8fbd2ee1(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'],
};

/** The same, as a rules file says it. */
function rulesFile(folder: string): Rules {
  const file = path.join(folder, 'secrets.rules.json');
  const { redact, redactName, redactPath, redactPattern } = flags;
  const section = {
    presets: redact,
    names: redactName,
    paths: redactPath,
    patterns: redactPattern,
  };
  writeFileSync(file, JSON.stringify({ redact: section }));
  return loadRules([file]);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'understudy-by-rule-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Records a day at the office; `live` is what lay on the disk before the recorder ended. */
async function recorded(
  name: string,
  transport: ClientTransport,
  options: RedactOptions & { readonly rules?: Rules; readonly key?: Uint8Array },
) {
  const file = path.join(folder, `${name}-${transport}.db`);
  const staging = await (transport === 'websocket' ? startFayeStaging() : startStaging());
  const recorder = await record({ target: staging.url, output: file, listen, ...options });
  await runOffice({ url: recorder.url, origin: staging.url, transport, clients });
  const live = [file, `${file}-wal`].filter((each) => existsSync(each)).map((e) => readFileSync(e));
  await recorder.close();
  await staging.close();
  return { file, live };
}

async function leftOver(file: string, transport: ClientTransport) {
  await using standIn = await replay(file, { listen });
  await runOffice({ url: standIn.url, transport, clients });
  const { misses, unplayed, undelivered } = standIn.report();
  return { misses, unplayed, undelivered };
}

const nothing = { misses: [], unplayed: [], undelivered: [] };

function links(file: string) {
  using recording = openRecording(file);
  return recording.links();
}

/** Messages that are not, byte for byte, in the body that they came in; of a websocket none is kept. */
function strayMessages(file: string): string[] {
  using recording = openRecording(file);
  return [...recording.messages()].flatMap(({ exchange, direction, text }) => {
    const carrier = recording.exchange(exchange);
    const body = direction === 'to-server' ? carrier?.requestBody : carrier?.responseBody;
    const isIn = carrier?.kind === 'websocket' || Buffer.from(body?.content ?? '').includes(text);
    return isIn ? [] : [text];
  });
}

describe.each(['long-polling', 'websocket'] as const)('an office on %s', (transport) => {
  it('is recorded without what flags call secret, and plays again', async () => {
    const { file, live } = await recorded('flags', transport, flags);
    expect(leakedInto(file, [...personal, ...ruled], live)).toEqual([]);
    expect(verifyRecording(file)).toMatchObject({ whole: true });
    expect(links(file).length).toBeGreaterThan(4);
    expect(await leftOver(file, transport)).toEqual(nothing);
  }, 60_000);

  it('is recorded without what a rules file calls secret, and the file does not say what that is', async () => {
    const { file, live } = await recorded('rules', transport, { rules: rulesFile(folder) });
    expect(leakedInto(file, [...personal, ...ruled, '8fbd2ee1'], live)).toEqual([]);
    expect(await leftOver(file, transport)).toEqual(nothing);
  }, 60_000);

  it('links and plays again when ids are secret, in paths and in bodies', async () => {
    const { file } = await recorded('ids', transport, { redactPattern: ['01QQQG2MU214\\w{4}'] });
    expect(leakedInto(file, ['01QQQG2MU214'])).toEqual([]);
    expect(links(file).length).toBeGreaterThan(4);
    expect(await leftOver(file, transport)).toEqual(nothing);
  }, 60_000);

  it('is scrubbed of it later, links as before, and plays again', async () => {
    const { file } = await recorded('open', transport, { key: Buffer.alloc(32, 3) });
    const before = readFileSync(file);
    expect(leakedInto(file, [...personal, ...ruled])).toEqual([...personal, ...ruled]);
    const output = path.join(folder, `scrubbed-${transport}.db`);
    await scrubRecording(file, { output, ...flags, key: Buffer.alloc(32, 3) });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(leakedInto(output, [...personal, ...ruled])).toEqual([]);
    expect(verifyRecording(output)).toMatchObject({ whole: true });
    expect(links(output)).toEqual(links(file));
    expect(strayMessages(output)).toEqual([]);
    expect(await leftOver(output, transport)).toEqual(nothing);
  }, 60_000);
});
