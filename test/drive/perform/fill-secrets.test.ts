import { describe, expect, it } from 'vitest';
import { fillSecrets } from '../../../src/drive/perform/fill-secrets.js';

const pseudonym = `~${'a'.repeat(22)}`;
const secretOf = (name: string): string => `<${name}>"&`;

describe('secrets that were redacted', () => {
  it('are put into JSON where they stood, and nothing else changes', () => {
    const text = `{ "n": 1.10, "password" :"${pseudonym}", "other":"${pseudonym}" }`;
    expect(fillSecrets(text, ['body/password'], 'json', secretOf)).toBe(
      `{ "n": 1.10, "password" :"<password>\\"&", "other":"${pseudonym}" }`,
    );
  });

  it('are put into forms and queries, escaped', () => {
    const filled = `pw=${encodeURIComponent('<pw>"&')}`;
    expect(fillSecrets(`a=1&pw=${pseudonym}`, ['form/pw'], 'form', secretOf)).toBe(`a=1&${filled}`);
    expect(fillSecrets(`/x?pw=${pseudonym}&b=2`, ['query/pw'], 'query', secretOf)).toBe(
      `/x?${filled}&b=2`,
    );
  });

  it('are put into what is no JSON, though it should be', () => {
    expect(fillSecrets(`{"password":"${pseudonym}`, ['body/password'], 'json', () => 'x')).toBe(
      '{"password":"x',
    );
  });

  it('leave a text alone in which nothing was redacted', () => {
    expect(fillSecrets(pseudonym, [], 'text', secretOf)).toBe(pseudonym);
  });
});
