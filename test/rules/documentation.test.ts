import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { linksAnew } from '../../src/correlate/recorded/completed-links.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { gwsRules } from '../../src/rules/rules.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordingOf } from '../report/told-recording.js';

const folder = temporaryFolder();
const text = readFileSync(path.join(import.meta.dirname, '../../docs/rules.md'), 'utf8');

/** The rules of the n-th example, as a reader would save it. */
function example(n: number) {
  const blocks = [...text.matchAll(/```json\n(.*?)```/gsu)].map(([, block]) => block ?? '');
  const file = folder.path('example.json');
  writeFileSync(file, blocks[n] ?? '');
  return loadRules([file]);
}

/** The request's path and body, the answer's body and the data, as the worked example prints them. */
function conversation() {
  const [, request = '', body = '', answer = '', data = ''] =
    /POST (\S+)\n +(\{.*\})\n\n +200 (\{.*\})\n\n +\S+\n +(\{.*\})\n/u.exec(text) ?? [];
  return { request, body, answer, data };
}

it('extends what is built in as docs/rules.md says', () => {
  const rules = example(1).correlate;
  expect(rules.rules).toEqual([...gwsRules.correlate.rules, 'order']);
  expect(rules.paths.silent).toEqual(['me', 'me/heartbeat']);
  expect(rules.outcomes.Complete).toEqual(['Completed', 'Archived']);
  expect(Object.hasOwn(rules.outcomes, 'Transfer')).toBe(false);
});

it('links the worked example of docs/rules.md as is said there', () => {
  const { request, body, answer, data } = conversation();
  const linked = (reference: string) => {
    const recording = recordingOf((b) => {
      const session = b.session('agent');
      const without = (json: string) => json.replace(reference, '');
      b.exchange({
        session,
        path: request,
        requestBody: without(body),
        responseBody: answer,
      });
      b.notification({ session, data: without(data) });
    });
    return linksAnew(recording, example(2).correlate).map(({ rule }) => rule);
  };
  expect(linked('nothing')).toEqual(['reference-request']);
  expect(linked('"operationId":"r7",')).toEqual(['resource']);
});

it('calls secret what the example in docs/rules.md says', () => {
  const { redact } = example(0);
  const { json } = createRedactor({ key: Buffer.alloc(32, 1), rules: redact });
  const secret = {
    twitter: { contactId: '1' },
    list: [{ attachments: [{ name: '2' }] }],
    customer_number: 3,
    text: 'card 4111 1111 1111 1111',
  };
  expect(json(JSON.stringify(secret)).places).toEqual([
    'body/twitter/contactId',
    'body/list/0/attachments/0/name',
    'body/customer_number',
    'body/text',
  ]);
});

it('names every key of the rules', () => {
  const { paths, members, ...others } = gwsRules.correlate;
  const keys = Object.keys({ ...paths, ...members, ...others, ...gwsRules.redact });
  expect(keys.filter((key) => !text.includes(`${key}\``))).toEqual([]);
});
