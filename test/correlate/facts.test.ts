import { describe, expect, it } from 'vitest';
import type { CorrelationRules } from '../../src/correlate/correlation-rules.js';
import { defaultRules } from '../../src/correlate/default-rules.js';
import { answerFacts, callFacts, notificationFacts } from '../../src/correlate/facts.js';
import { tryParseJson } from '../../src/json/parse-json.js';

const PATH = '/api/v2/me/tweets/01QQ';
const NO_DATA = { messageType: null, notificationType: null, reference: null, resource: null };

describe('callFacts', () => {
  it('reads operation and reference, the reference as it stood', () => {
    const body = tryParseJson('{"operationName":"GetPreviewRecord","referenceId":"123456789"}');
    expect(callFacts(PATH, body)).toEqual({
      operation: 'GetPreviewRecord',
      reference: '"123456789"',
    });
  });

  it('takes the operationId of Workspace for a reference', () => {
    expect(callFacts(PATH, tryParseJson('{"operationId":"r7"}')).reference).toBe('"r7"');
  });

  it('reads nothing from a body that is absent, broken or no object', () => {
    for (const text of ['', '{"operationName":"Complete"', '"Complete"', '[]', 'null']) {
      expect(callFacts(PATH, tryParseJson(text))).toEqual({
        operation: null,
        reference: null,
      });
    }
  });
});

describe('facts of another API', () => {
  const rules: CorrelationRules = {
    ...defaultRules,
    paths: {
      resources: ['/v3/media/{medium}/{id}/{operation}', '/v3/{operation}'],
      silent: [],
    },
    members: {
      ...defaultRules.members,
      statusCode: '/status/code',
      references: ['/data/a~1b', 'operationId'],
      id: '/key/id',
    },
  };

  it('takes the operation from the path where the body names none', () => {
    expect(callFacts('/v3/media/chat/7/send%20it?x=1', null, rules).operation).toBe('send it');
    expect(callFacts('/v3/login', tryParseJson('{"operationName":"In"}'), rules).operation).toBe(
      'In',
    );
    expect(callFacts('/v4/login', null, rules).operation).toBeNull();
  });

  it('follows pointers into objects, and through nothing else', () => {
    const answer = (text: string) => answerFacts(tryParseJson(text), rules);
    expect(answer('{"status":{"code":1},"data":{"a/b":7}}')).toMatchObject({
      statusCode: 1,
      reference: '7',
    });
    expect(answer('{"status":[1],"data":"a/b","operationId":"r7"}')).toMatchObject({
      statusCode: null,
      reference: '"r7"',
    });
  });

  it('finds the id of a resource where the rules say', () => {
    const data = tryParseJson('{"chat":{"id":"no","key":{"id":"X"},"state":"Held"}}');
    expect(notificationFacts(data, rules).resource).toEqual({
      kind: 'chat',
      id: 'X',
      state: 'Held',
    });
  });
});

describe('answerFacts', () => {
  it('reads the references of a bulk answer, in order', () => {
    const body = '{"statusCode":0,"referenceIds":{"b":57,"a":"56","__proto__":1,"none":null}}';
    expect(answerFacts(tryParseJson(body)).references).toEqual([
      { resource: 'b', reference: '57' },
      { resource: 'a', reference: '"56"' },
      { resource: '__proto__', reference: '1' },
    ]);
  });

  it('looks at a thousand of them at most', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `"${i}":${i}`).join();
    expect(answerFacts(tryParseJson(`{"referenceIds":{${many}}}`)).references).toHaveLength(1_000);
  });

  it('takes no list and no empty object for references', () => {
    for (const value of ['[57]', '57', '{}', '{"a":{}}']) {
      expect(answerFacts(tryParseJson(`{"referenceIds":${value}}`)).references).toBeNull();
    }
  });

  it('reads status code and reference, without loss', () => {
    expect(answerFacts(tryParseJson('{"statusCode":0,"referenceId":9007199254740993}'))).toEqual({
      statusCode: 0,
      reference: '9007199254740993',
      references: null,
    });
  });

  it('takes no object, null or endless text for a reference', () => {
    for (const value of ['{}', 'null', 'true', `"${'x'.repeat(2_000)}"`]) {
      const facts = answerFacts(tryParseJson(`{"statusCode":"0","referenceId":${value}}`));
      expect(facts).toEqual({ statusCode: null, reference: null, references: null });
    }
  });

  it('reads nothing from an empty or HTML answer', () => {
    expect(answerFacts(null)).toEqual({ statusCode: null, reference: null, references: null });
    expect(answerFacts(tryParseJson('<html>'))).toEqual({
      statusCode: null,
      reference: null,
      references: null,
    });
  });
});

describe('notificationFacts', () => {
  it('reads types, reference and resource', () => {
    const data = tryParseJson(
      `{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange","referenceId":45,
        "twitter":{"id":"01QQ","state":"Completed","capabilities":[]}}`,
    );
    expect(notificationFacts(data)).toEqual({
      messageType: 'TwitterStateChangeMessage',
      notificationType: 'StatusChange',
      reference: '45',
      resource: { kind: 'twitter', id: '01QQ', state: 'Completed' },
    });
  });

  it('takes a number as id, with all its digits', () => {
    const data = tryParseJson('{"email":{"id":9007199254740993}}');
    expect(notificationFacts(data).resource).toEqual({
      kind: 'email',
      id: '9007199254740993',
      state: null,
    });
  });

  it('knows no resource of another kind or without an id', () => {
    for (const text of ['{"user":{"id":"7"}}', '{"chat":{"state":"Chat"}}', '{"call":"7"}']) {
      expect(notificationFacts(tryParseJson(text)).resource).toBeNull();
    }
  });

  it('is not confused by names of prototypes', () => {
    const data = tryParseJson(
      '{"__proto__":{"id":"1","messageType":"x"},"constructor":{"id":"2"}}',
    );
    expect(notificationFacts(data)).toEqual(NO_DATA);
  });

  it('reads nothing from data that is absent or a text that is itself no JSON', () => {
    const broken = JSON.stringify('{"twitter":{"RRequestedSkills":None}}');
    for (const data of [null, undefined, tryParseJson(broken), tryParseJson('[1]')]) {
      expect(notificationFacts(data)).toEqual(NO_DATA);
    }
  });
});
