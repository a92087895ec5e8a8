import { beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';

let redactor: Redactor;
let hidden: string;
beforeEach(() => {
  redactor = createRedactor({ key: Buffer.alloc(32, 1) });
  hidden = redactor.pseudonym('open');
});

describe('JSON', () => {
  it('replaces strings under secret names at any depth and says where', () => {
    expect(redactor.json('{"a/b":[{"newPassword":"open"}],"api_key":"open"}')).toEqual({
      text: `{"a/b":[{"newPassword":"${hidden}"}],"api_key":"${hidden}"}`,
      places: ['body/a~1b/0/newPassword', 'body/api_key'],
    });
  });

  it('keeps the type of numbers, and lets true, false, null and the empty string be', () => {
    const { text } = redactor.json('{"token":1250,"pwd":true,"secret":null,"password":""}');
    expect(text).toMatch(/^\{"token":\d+,"pwd":true,"secret":null,"password":""\}$/u);
    expect(text).not.toContain('1250');
    expect(redactor.json('{"token":12.50}').text).toMatch(/^\{"token":\d{3,}\.5\}$/u);
  });

  it('replaces all within an object or array under a secret name', () => {
    const { text, places } = redactor.json(
      '{"credentials":{"user":"open","list":["open",{"x":7}]}}',
    );
    expect(text).toMatch(
      /^\{"credentials":\{"user":"~[^"]+","list":\["~[^"]+",\{"x":\d{3,}\}\]\}\}$/u,
    );
    expect(places).toHaveLength(3);
  });

  it('keeps every other byte: digits, escapes, spaces, duplicate names', () => {
    const before =
      '\t{ "n":1.10, "big":12345678901234567890, "u":"\\u00e9\\/", "n":2,"__proto__":{"token":"';
    expect(redactor.json(`${before}open"} }\n`).text).toBe(`${before}${hidden}"} }\n`);
  });

  it('reads escapes in names and values', () => {
    expect(redactor.json('{"pass\\u0077ord":"\\u006fpen"}').text).toBe(
      `{"pass\\u0077ord":"${hidden}"}`,
    );
  });

  it('looks into strings that are JSON, and escapes nothing anew', () => {
    const inner = JSON.stringify({ deep: JSON.stringify({ token: 'open', é: '\n' }), n: 1 });
    const outer = `{"text":${JSON.stringify(inner)}}`;
    const { text, places } = redactor.json(outer);
    expect(text).toBe(outer.replace('open', hidden));
    expect(places).toEqual(['body/text']);
  });

  it('looks into URLs and sentences', () => {
    expect(
      redactor.json('{"uri":"http:\\/\\/h\\/a;jsessionid=open?b=1","t":"see token=open, ok"}').text,
    ).toBe(`{"uri":"http:\\/\\/h\\/a;jsessionid=${hidden}?b=1","t":"see token=${hidden}, ok"}`);
    const kept = '{"text":"Password: forgotten, secretary: Ann. Basic stuff, bearer of news"}';
    expect(redactor.json(kept).text).toBe(kept);
  });

  it('knows pairs of a name and a value', () => {
    expect(redactor.json('[{"value":"open","name":"password"},{"key":"x","value":"y"}]')).toEqual({
      text: `[{"value":"${hidden}","name":"password"},{"key":"x","value":"y"}]`,
      places: ['body/0/value'],
    });
  });

  it('looks into XML within a string', () => {
    expect(redactor.json('{"x":"<password>open<\\/password>"}').text).toBe(
      `{"x":"<password>${hidden}<\\/password>"}`,
    );
  });

  it('lets nothing through that begins like JSON and is none', () => {
    for (const text of [
      '{"password":"open',
      '{"password":"open","x":',
      '{"password" : "open"} trailing',
      '{"x":"a "b" c","password":"open"}',
      '{"x":None,"password":"open"}',
      "{'password':'open'}",
      '{password:"open"}',
      '{"token":open}',
      '{"credentials":{"a":"x","b":["open"',
      '{"text":"{\\"password\\":\\"open\\"","x":}',
      '{"token":"bare " quote open","y":1',
      `${'['.repeat(5000)}{"password":"open"}`,
      '{"a":1}\n{"password":"open"}\n',
    ]) {
      expect(redactor.json(text).text).not.toContain('open');
    }
  });

  it('keeps what stands around a secret in invalid JSON', () => {
    expect(redactor.json('{"x":None,"password":"open","token":12,"y":"z"}').text).toMatch(
      new RegExp(`^\\{"x":None,"password":"${hidden}","token":\\d+,"y":"z"\\}$`, 'u'),
    );
  });
});
