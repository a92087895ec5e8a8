import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { exportRecording } from '../../../src/export-recording.js';
import { importRecording } from '../../../src/import-recording.js';
import { buildRecording } from '../build-recording.js';
import { temporaryFolder } from '../temporary-folder.js';
import { vacuumed } from './all-rows.js';

const folder = temporaryFolder();
const text = readFileSync(path.join(import.meta.dirname, '../../../docs/jsonl.md'), 'utf8');

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'su').exec(text)?.[1] ?? '';
}

/** What the worked example is about. */
function recordExample(file: string): void {
  buildRecording(file, (b) => {
    const session = b.session('a1');
    const call = b.exchange({
      session,
      path: '/api/v2/me/tweets/01QQ',
      requestHeaders: [
        ['Host', 'gws.test:8080'],
        ['Authorization', 'Basic a1:~WYynSyz2R5V25HAMut-ZT7'],
      ],
      requestRedacted: ['header/authorization'],
      requestBody: '{"operationName":"Complete"}',
      responseBody: '{"statusCode":0,"referenceId":45}',
    });
    const exchange = b.exchange({
      ...{ session, path: '/notifications', method: 'GET', kind: 'websocket', status: 101 },
      ...{ requestHeaders: [], reason: 'Switching Protocols', outcome: 'open' },
    });
    const notification = b.message({
      exchange,
      direction: 'to-desktop',
      clientId: 'c1',
      message:
        '{"channel":"/v2/me/tweets","data":{"referenceId":45,"tweet":{"id":"01QQ","state":"Completed"}}}',
    });
    b.link({ call, notification, evidence: { referenceId: '45' } });
  });
}

it('shows the lines that there are in docs/jsonl.md', async () => {
  const output = folder.path('a.jsonl');
  recordExample(folder.path('a.db'));
  await exportRecording(folder.path('a.db'), { format: 'jsonl', output });
  expect(block('jsonl')).toBe(readFileSync(output, 'utf8'));
});

it('gives equal files by the commands in docs/jsonl.md', async () => {
  const [file, lines] = [folder.path('monday.db'), folder.path('monday.jsonl')];
  const again = folder.path('again.db');
  recordExample(file);
  await exportRecording(file, { format: 'jsonl', output: lines });
  await importRecording(lines, { output: again });
  expect(text).toContain('VACUUM INTO');
  expect(vacuumed(again, folder.path('1')).equals(vacuumed(file, folder.path('2')))).toBe(true);
});
