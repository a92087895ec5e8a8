import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { linksAnew } from '../../src/correlate/recorded/completed-links.js';
import type { Finding } from '../../src/diff/finding.js';
import { explainBy } from '../../src/diff/noise/apply-noise.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { compareShapes } from '../../src/replay/matching/compare-shapes.js';
import { matchingBy } from '../../src/replay/matching/matching.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { NOISE_KINDS } from '../../src/rules/noise-rules.js';
import { gwsRules } from '../../src/rules/rules.js';
import { finding } from '../diff/noise/findings.js';
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
    /POST (\S+)\n(\{.*\})\n\n200 (\{.*\})\n\n\S+\n(\{.*\})\n/u.exec(text) ?? [];
  return { request, body, answer, data };
}

it('extends what is built in as docs/rules.md says', () => {
  const rules = example(3).correlate;
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
    return linksAnew(recording, example(4).correlate).map(({ rule }) => rule);
  };
  expect(linked('nothing')).toEqual(['reference-request']);
  expect(linked('"operationId":"r7",')).toEqual(['resource']);
});

it('calls secret what the example in docs/rules.md says', () => {
  const { redact } = example(1);
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

it('takes for noise what the example in docs/rules.md says', () => {
  const explain = explainBy(example(2).noise.ignore);
  const rule = (found: Finding): string | undefined => explain(found)?.split(' ')[1];
  const tweets = '/v2/me/tweets TwitterStateChangeMessage StatusChange';
  const waiting = '/tweet/queue/*/waiting';
  expect([
    rule(finding('notification-changed', tweets, waiting, [1, 2])),
    rule(finding('notification-changed', tweets, waiting, [1, '2'])),
    rule(finding('body', 'GET /api/v2/me', '/node', ['a', undefined])),
    rule(finding('body', 'GET /api/v2/me', '/node', ['a', 'c'])),
  ]).toEqual(['counter', undefined, 'values', undefined]);
  const times = (candidate: number) => ({ times: { baseline: 2, candidate } });
  expect([
    rule(finding('notification-missing', tweets, '', [{}, undefined], times(0))),
    rule(finding('notification-extra', tweets, '', [undefined, {}], times(4))),
  ]).toEqual(['times', undefined]);
});

it('names every kind of noise', () => {
  expect(NOISE_KINDS.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
});

it('matches as the example in docs/rules.md says', () => {
  const matching = matchingBy(example(0));
  const shapeOf = (id: string, query: string, body: object, tenant: string) =>
    matching({
      method: 'POST',
      target: `/api/v2/me/tweets/${id}${query}`,
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify({ operationName: 'Complete', ...body })),
      credentials: true,
      csrfToken: false,
      headers: [['X-Tenant', tenant]],
      canonical: (content) => content,
    });
  const recorded = {
    ...shapeOf('1', '', { sentAt: 1, userData: { queue: 'q', a: 1 } }, 't'),
    redacted: new Set<string>(),
    csrfRefusal: false,
  };
  const asked = (queue: string, tenant: string) =>
    shapeOf('2', '?_=9', { userData: { queue, b: 1 }, x: undefined }, tenant);
  expect(compareShapes(asked('q', 't'), recorded)).toEqual([]);
  expect(compareShapes(asked('r', 'u'), recorded).map(({ path }) => path)).toEqual([
    'header/x-tenant',
    'body/userData/queue',
  ]);
});

it('names every key of the rules', () => {
  const { paths, members, ...others } = gwsRules.correlate;
  const { ignore, compare, ...matching } = gwsRules.match;
  const keys = Object.keys({
    ...paths,
    ...members,
    ...others,
    ...matching,
    ...gwsRules.redact,
    ...gwsRules.noise,
  });
  for (const [section, within] of Object.entries({ ignore, compare })) {
    keys.push(...Object.keys(within).map((key) => `${section}.${key}`));
  }
  expect(keys.filter((key) => !text.includes(`${key}\``))).toEqual([]);
});
