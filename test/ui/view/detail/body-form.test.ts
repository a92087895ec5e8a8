import { expect, it } from 'vitest';
import { textOf } from '../../../../src/json/node.js';
import type { HeaderList } from '../../../../src/ui/protocol/detail.js';
import { bodyForm } from '../../../../src/ui/view/detail/body-form.js';
import { binaryBody, textBody } from './exchange-detail.js';

const type = (value: string): HeaderList => [['content-type', value]];

it('takes for JSON what is JSON, whatever its type says', () => {
  for (const text of ['{"a":1}', ' [1]', '"x"', '9007199254740993', 'null', '-0.0']) {
    const form = bodyForm(textBody(text), type('text/plain'));
    expect(form.is).toBe('json');
    if (form.is === 'json') expect(textOf(form.node)).toBe(text.trim());
  }
});

it('shows as text what is no JSON, and says why where it says that it is', () => {
  expect(bodyForm(textBody('{"a":'), type('application/json'))).toEqual({
    is: 'text',
    text: '{"a":',
    problem: 'No valid JSON: Unexpected end at offset 5.',
  });
  expect(bodyForm(textBody('{"a":', { cut: true }), type('application/json'))).toMatchObject({
    problem: 'Only a whole JSON text can be shown as a tree.',
  });
  expect(bodyForm(textBody('<a>'), type('application/vnd.x+json'))).toMatchObject({
    problem: 'No valid JSON: Unexpected character at offset 0.',
  });
  expect(bodyForm(textBody('\ufeff{}'), type('application/json')).is).toBe('text');
  expect(bodyForm(textBody('nullable'), [])).toEqual({
    is: 'text',
    text: 'nullable',
    problem: null,
  });
  expect(bodyForm(textBody('<script>'), type('text/html'))).toMatchObject({ is: 'text' });
});

it('stops at what is nested too deeply', () => {
  const deep = '['.repeat(100_000);
  expect(bodyForm(textBody(deep), [])).toMatchObject({ is: 'text' });
});

it('tells a form by its type', () => {
  const form = bodyForm(
    textBody('a=1&a=2&b'),
    type('Application/X-WWW-Form-Urlencoded; charset=x'),
  );
  expect(form).toMatchObject({
    is: 'form',
    parameters: [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
      { name: 'b', value: null },
    ],
  });
});

it('tells apart no body, an empty one, one that was not stored, and bytes', () => {
  expect(bodyForm(null, []).is).toBe('none');
  expect(bodyForm(textBody(''), []).is).toBe('empty');
  expect(bodyForm({ ...textBody(''), text: null, omitted: 'too-large' }, []).is).toBe('omitted');
  expect(bodyForm(binaryBody(Uint8Array.of(255)), [])).toEqual({ is: 'binary', base64: '/w==' });
});
