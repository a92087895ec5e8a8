import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/redact/redactor.js';

let redactor: Redactor;
let hidden: string;
beforeEach(() => {
  redactor = createRedactor({ key: Buffer.alloc(32, 1) });
  hidden = redactor.pseudonym('open');
});

function body(text: string, contentType: string | null): string {
  return Buffer.from(redactor.body(Buffer.from(text), contentType).content).toString();
}

describe('bodies', () => {
  it('hands the same bytes back if nothing is to be redacted', () => {
    const content = Buffer.from('{"a":1}');
    const result = redactor.body(content, 'application/json');
    expect(result).toEqual({ content, places: [], text: '{"a":1}' });
    expect(result.content).toBe(content);
  });

  it('leaves the printed sample of the vendor as it is, invalid JSON included', () => {
    const sample = readFileSync(
      new URL('../staging/samples/twitter-complete.printed.json.txt', import.meta.url),
    );
    expect(redactor.body(sample, 'application/json').places).toEqual([]);
  });

  it('replaces fields of forms', () => {
    expect(
      redactor.body(Buffer.from('user=a&pass%77ord=op%65n&x'), 'application/x-www-form-urlencoded'),
    ).toEqual({
      content: Buffer.from(`user=a&pass%77ord=${hidden}&x`),
      places: ['form/password'],
      text: `user=a&pass%77ord=${hidden}&x`,
    });
    expect(body('password=open', null)).toBe(`password=${hidden}`);
  });

  it('looks into the message of a Bayeux form', () => {
    expect(
      body('message=%5B%7B%22token%22%3A%22open%22%7D%5D', 'application/x-www-form-urlencoded'),
    ).toBe(`message=%5B%7B%22token%22%3A%22${hidden}%22%7D%5D`);
    expect(
      body('password=open&message=[{"token":"open"}]', 'application/x-www-form-urlencoded'),
    ).toBe(`password=${hidden}&message=[{"token":"${hidden}"}]`);
  });

  it('replaces fields of multipart forms', () => {
    const form = [
      '--b',
      'Content-Disposition: form-data; name="password"',
      'Content-Type: text/plain',
      '',
      'open',
      '--b',
      'Content-Disposition: form-data; name="data"',
      '',
      '{"token":"open","n":1}',
      '--b',
      'Content-Disposition: form-data; name="file"; filename="a"',
      '',
      'plain',
      '--b--',
      '',
    ].join('\r\n');
    const result = redactor.body(Buffer.from(form), 'multipart/form-data; boundary=b');
    expect(result.text).toBe(form.replaceAll('open', hidden));
    expect(result.places).toEqual(['form/password', 'form/data']);
  });

  it('looks into JSONP and guarded JSON', () => {
    for (const [before, after] of [
      ['/**/cb(', ');'],
      [")]}',\n", ''],
      ['for(;;);', ''],
      ['\ufeff', '\n'],
    ]) {
      const text = `${before}[{"token":"open","n":1.0}]${after}`;
      const result = redactor.body(Buffer.from(text), 'text/javascript');
      expect(result.text).toBe(text.replace('open', hidden));
      expect(result.places).toEqual(['body/0/token']);
    }
  });

  it('looks into XML and HTML', () => {
    expect(
      body(
        '<a><n:Password x="1"> open </n:Password><token><![CDATA[open]]></token></a>',
        'text/xml',
      ),
    ).toBe(`<a><n:Password x="1"> ${hidden} </n:Password><token><![CDATA[${hidden}]]></token></a>`);
    const page = (secret: string) =>
      `<meta name="_csrf" content="${secret}"><input type="password" name=password value='${secret}'>` +
      `<a href="/x?token=${secret}&amp;y">a</a><script>csrfToken = "${secret}"; token = next(1)</script>`;
    expect(body(page('open'), 'text/html')).toBe(page(hidden));
  });

  it('leaves code alone, but for what a machine made', () => {
    const code = 'var password=form.pw,x={token:"X-CSRF-TOKEN",pwdLabel:"Password"};';
    expect(body(code, 'application/javascript')).toBe(code);
    expect(body('cfg={apiKey:"AIzaSyD4x8Q2m1Zk7"}', 'text/javascript')).not.toContain('AIza');
  });

  it('searches other text for names, tokens and credentials', () => {
    const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJrYXRlIn0.c2ln';
    const basic = Buffer.from('kate:open').toString('base64');
    for (const [text, secret] of [
      ['password: open!x\nnext', 'open!x'],
      ['Authorization: Basic abc\r\nX: y', 'abc'],
      ['Cookie: a=open; b=open\r\nX: y', 'open'],
      [`the ${jwt} ends`, jwt],
      [`sent Basic ${basic} ok`, basic],
      ['sent Bearer abcdefgh12345678 ok', 'abcdefgh12345678'],
      ['see ftp://kate:open@host', 'open'],
    ] as const) {
      const redacted = body(text, 'text/plain');
      expect(redacted).not.toContain(secret);
      expect(redacted.split(/\s/u)[0]).toBe(text.split(/\s/u)[0]);
    }
  });

  it('reads escaped names where JSON was cut off', () => {
    for (const cut of [
      '{"a":1,"pass\\u0077ord":"open',
      '{"\\u0074oken":{"x":"open',
      '{\\"passw\\u006Frd\\":\\"open',
    ]) {
      expect(body(cut, 'application/json')).not.toContain('open');
    }
  });

  it('finds short names of secrets too', () => {
    expect(body('{"pw":"open","pwmLevel":"3"}', 'application/json')).toBe(
      `{"pw":"${hidden}","pwmLevel":"3"}`,
    );
  });

  it('hides what a password field of a page holds, whatever its name', () => {
    expect(body('<input type="password" name="p" value="open">', 'text/html')).toBe(
      `<input type="password" name="p" value="${hidden}">`,
    );
  });

  it('goes by the text where the content type lies', () => {
    expect(body('{"password":"open"}', 'image/png')).toBe(`{"password":"${hidden}"}`);
    expect(body('<password>open</password>', 'application/json')).not.toContain('open');
    expect(body('password=open&x=1', 'application/json')).not.toContain('open');
    expect(body('{"password":"open"', 'application/x-www-form-urlencoded')).not.toContain('open');
  });

  it('finds secrets in bytes that are no UTF-8, and touches nothing else', () => {
    const bytes = Buffer.from('\xff\xfd{"password":"open"}\x80', 'latin1');
    const { content, text } = redactor.body(bytes, 'application/json');
    expect(Buffer.from(content).toString('latin1')).toBe(`\xff\xfd{"password":"${hidden}"}\x80`);
    expect(text).toBeNull();
  });

  it('is not fooled by bytes that pretend to be UTF-16', () => {
    for (const before of ['\xff\xfe', '\xfe\xff', 'a\0b\0']) {
      const bytes = Buffer.from(`${before}{"password":"open"}`, 'latin1');
      const { content } = redactor.body(bytes, 'application/json');
      expect(Buffer.from(content).toString('latin1')).toBe(`${before}{"password":"${hidden}"}`);
    }
  });

  it('finds secrets in UTF-16', () => {
    const text = '\ufeff{"é":1,"password":"open"}';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const [bytes, swap] of [
      [little, false],
      [big, true],
      [little.subarray(2), false],
    ] as const) {
      const content = Buffer.from(redactor.body(bytes, null).content);
      const redacted = (swap ? content.swap16() : content).toString('utf16le');
      expect(redacted.replace('\ufeff', '')).toBe(`{"é":1,"password":"${hidden}"}`);
    }
  });

  it('keeps bytes of any kind if they hold no secret', () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256));
    expect(redactor.body(bytes, 'application/octet-stream').content).toBe(bytes);
  });

  it('survives a hundred thousand secrets in one body', () => {
    for (const text of [`{"credentials":[${'1,'.repeat(150_000)}`, 'token=a&'.repeat(150_000)]) {
      expect(redactor.body(Buffer.from(text), null).places).toHaveLength(1);
    }
  });
});
