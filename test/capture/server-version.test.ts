import { describe, expect, it, onTestFinished } from 'vitest';
import { type RecordOptions, record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { askFor, startObedientServer, type Wanted } from './obedient-server.js';

const folder = temporaryFolder();
let files = 0;

/** The label of a recording in which the version was asked for so often, and what the operator was told. */
async function labelled(
  asked: readonly (Wanted & { readonly path?: string })[],
  options: Partial<RecordOptions> = {},
): Promise<{ label: string | null; told: readonly string[] }> {
  const server = await startObedientServer();
  const told: string[] = [];
  const proxy = await record({
    target: server.url,
    listen: { host: '127.0.0.1', port: 0 },
    output: folder.path(`${files++}.db`),
    onNotice: (message) => told.push(message),
    ...options,
  });
  onTestFinished(async () => void (await proxy.close()));
  for (const { path = '/api/v2/diagnostics/version', ...wanted } of asked) {
    await askFor(`${proxy.url}${path}`, wanted);
  }
  await proxy.close();
  using recording = openRecording(proxy.file);
  return { label: recording.info.label, told };
}

const version = (text: string): Wanted => ({ answer: { body: JSON.stringify({ version: text }) } });

describe("the server's version", () => {
  it('names a recording without a label', async () => {
    expect(await labelled([version('8.5.202.96')])).toEqual({ label: '8.5.202.96', told: [] });
    const path = '/internal-api/diagnostics/version/?_=1';
    expect(await labelled([{ path, ...version('9') }])).toMatchObject({ label: '9' });
  });

  it('does not replace a label that was given', async () => {
    expect(await labelled([version('8.5')], { label: 'mine' })).toEqual({
      label: 'mine',
      told: [],
    });
  });

  it('is the first one, and the operator is told once of each other', async () => {
    const asked = ['8.5', '8.6', '8.5', '8.6'].map(version);
    const told = [
      'the server says that its version is 8.6, and said 8.5 before: this recording is of both',
    ];
    expect(await labelled(asked)).toEqual({ label: '8.5', told });
    expect(await labelled(asked, { label: 'mine' })).toEqual({ label: 'mine', told });
  });

  it.each<[string, Wanted & { readonly path?: string }]>([
    ['another status', { answer: { status: 203, body: '{"version":"1"}' } }],
    ['another method', { ...version('1'), method: 'POST' }],
    ['another path', { ...version('1'), path: '/api/v2/diagnostics/versions' }],
    ['no path of its own', { ...version('1'), path: '/api?x=/diagnostics/version' }],
    ['no JSON', { answer: { body: 'version 1' } }],
    ['no text', { answer: { body: '{"version":1}' } }],
    ['nothing', { answer: { body: '{"version":" "}' } }],
    ['too much', version('1'.repeat(101))],
  ])('is not believed from an answer with %s', async (_, asked) => {
    expect(await labelled([asked])).toEqual({ label: null, told: [] });
  });

  it('tells of ten versions at most', async () => {
    const { told } = await labelled(Array.from({ length: 20 }, (_, at) => version(`1.${at}`)));
    expect(told).toHaveLength(10);
  });

  it('is never asked for by the recorder itself', async () => {
    expect(await labelled([{ path: '/' }])).toEqual({ label: null, told: [] });
  });
});
