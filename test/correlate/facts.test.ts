import { describe, expect, it } from 'vitest';
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

describe('answerFacts', () => {
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
