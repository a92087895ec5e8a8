import { describe, expect, it } from 'vitest';
import {
  callbackOf,
  isCallbackName,
  messagesOfRequest,
  messagesOfResponse,
} from '../../src/bayeux/carriers.js';

const CONNECT = '{"channel":"/meta/connect","clientId":"c1","id":"4"}';
const PUBLISH = '{"channel":"/chat","data":"a+b & ü","clientId":"c1"}';
const EVENT = '{"channel":"/v2/me/tweets","data":{"referenceId":45}}';
const JSON_TYPE = 'application/json;charset=UTF-8';
const FORM = 'application/x-www-form-urlencoded';

function textsTo(target: string, contentType: string | null, body: string | null, method = 'POST') {
  const messages = messagesOfRequest({ method, target, contentType, body });
  return messages?.map((each) => each.text) ?? null;
}

function textsFrom(contentType: string | null, body: string | null) {
  return messagesOfResponse({ contentType, body })?.map((each) => each.text) ?? null;
}

function form(...texts: readonly string[]): string {
  return texts.map((text) => `message=${encodeURIComponent(text)}`).join('&');
}

describe('messagesOfRequest', () => {
  it('finds the messages of a JSON body, whatever the path and the content type', () => {
    expect(textsTo('/api/v2/notifications/connect', JSON_TYPE, `[${CONNECT}]`)).toEqual([CONNECT]);
    expect(textsTo('/elsewhere', 'text/plain', CONNECT)).toEqual([CONNECT]);
    expect(textsTo('/', null, `[${PUBLISH},${CONNECT}]`)).toEqual([PUBLISH, CONNECT]);
  });

  it('finds the messages of a form with one field or several, single messages and arrays', () => {
    expect(textsTo('/', `${FORM}; charset=utf-8`, form(`[${CONNECT}]`))).toEqual([CONNECT]);
    expect(textsTo('/', FORM, form(CONNECT, `[${PUBLISH}]`))).toEqual([CONNECT, PUBLISH]);
    expect(textsTo('/', FORM.toUpperCase(), `x=1&${form(PUBLISH)}`)).toEqual([PUBLISH]);
    expect(textsTo('/', FORM, `message=${CONNECT.replaceAll('"', '%22')}`)).toEqual([CONNECT]);
  });

  it('finds the messages of callback-polling', () => {
    const target = `/cometd?jsonp=jQuery.cb_1&${form(`[${CONNECT}]`)}&_=1`;
    expect(textsTo(target, null, null, 'GET')).toEqual([CONNECT]);
    expect(callbackOf(target)).toBe('jQuery.cb_1');
  });

  it('leaves alone what is no Bayeux', () => {
    expect(textsTo('/api/v2/me/tweets/1', JSON_TYPE, '{"operationName":"Complete"}')).toBeNull();
    expect(textsTo('/api/v2/notifications', JSON_TYPE, '[{"channel":"/meta/con')).toBeNull();
    expect(textsTo('/api/v2/notifications', JSON_TYPE, '[]')).toBeNull();
    expect(textsTo('/', JSON_TYPE, null)).toBeNull();
    expect(textsTo('/', FORM, 'message=hello')).toBeNull();
    expect(textsTo('/', FORM, `${form(CONNECT)}&message=hello`)).toBeNull();
    expect(textsTo('/', FORM, 'a=1')).toBeNull();
    expect(textsTo('/', JSON_TYPE, `[${CONNECT}]`, 'PUT')).toBeNull();
    expect(textsTo(`/?${form(CONNECT)}`, null, null, 'GET')).toBeNull();
    expect(textsTo('/?jsonp=cb', null, null, 'GET')).toBeNull();
    expect(textsTo(`/?jsonp=alert(1)&${form(CONNECT)}`, null, null, 'GET')).toBeNull();
  });
});

describe('messagesOfResponse', () => {
  it('finds the messages of a JSON body', () => {
    const reply = '{"channel":"/meta/connect","successful":true,"id":"4"}';
    expect(textsFrom(JSON_TYPE, `[${EVENT},${reply}]`)).toEqual([EVENT, reply]);
    expect(textsFrom(null, EVENT)).toEqual([EVENT]);
  });

  it.each([`cb([${EVENT}])`, `/**/a.b$1([${EVENT}]);\n`, ` cb ( ${EVENT} ) ; `])(
    'finds the messages of a script: %j',
    (body) => {
      expect(textsFrom('text/javascript; charset=UTF-8', body)).toEqual([EVENT]);
      expect(textsFrom('application/javascript', body)).toEqual([EVENT]);
      expect(textsFrom('text/html', body)).toBeNull();
    },
  );

  it.each([
    `cb([${EVENT}]`,
    `cb([${EVENT}]);alert(1)`,
    `alert(1);cb([${EVENT}])`,
    `1cb([${EVENT}])`,
    `${'x'.repeat(101)}([${EVENT}])`,
    '(',
    '',
  ])('leaves other scripts alone: %j', (body) => {
    expect(textsFrom('text/javascript', body)).toBeNull();
  });

  it('leaves alone what is no Bayeux', () => {
    expect(textsFrom(JSON_TYPE, '{"statusCode":0,"referenceId":45}')).toBeNull();
    expect(textsFrom('text/html', '<html>')).toBeNull();
    expect(textsFrom(JSON_TYPE, '')).toBeNull();
    expect(textsFrom(JSON_TYPE, null)).toBeNull();
  });

  it('is not slowed down by a script made to that end', () => {
    expect(textsFrom('text/javascript', `cb(${')'.repeat(500_000)}x`)).toBeNull();
    expect(textsFrom('text/javascript', `cb(1)${' '.repeat(500_000)}x`)).toBeNull();
    expect(textsFrom('text/javascript', `${' '.repeat(500_000)}x`)).toBeNull();
  });
});

describe('isCallbackName', () => {
  it.each(['cb', '_cb$1', 'a.b.c', 'x'.repeat(100)])('accepts %s', (name) => {
    expect(isCallbackName(name)).toBe(true);
  });

  it.each(['', 'a.', '.a', 'a..b', '1a', 'a-b', 'a(b', 'a\n', 'é', 'x'.repeat(101)])(
    'refuses %j',
    (name) => {
      expect(isCallbackName(name)).toBe(false);
    },
  );
});
