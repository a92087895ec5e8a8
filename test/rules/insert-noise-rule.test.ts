import { describe, expect, it } from 'vitest';
import { noiseFile } from '../../src/diff/noise/write-noise.js';
import { checkRules } from '../../src/rules/check-rules.js';
import { insertNoiseRule, removeNoiseRule } from '../../src/rules/insert-noise-rule.js';

const rule = '{"in":"GET /me","at":"/node","kind":"any"}';

/** The text with the rule, which must be a sound rules file and give the text again when the rule is taken out. */
function inserted(text: string): string {
  const after = insertNoiseRule(text, rule);
  expect(checkRules(JSON.parse(after.replace(/^\ufeff/u, '')))).toBeNull();
  return after;
}

describe('insertNoiseRule', () => {
  it('puts a rule on a line of its own where its neighbours stand so', () => {
    const before = noiseFile([{ in: '*', kind: 'uuid', header: 'x-id' }]);
    expect(inserted(before)).toBe(before.replace('\n    ]', `,\n      ${rule}\n    ]`));
    expect(removeNoiseRule(inserted(before), rule)).toBe(before);
  });

  it.each([
    ['one line', '{"noise":{"ignore":["..."]}}', `{"noise":{"ignore":["...", ${rule}]}}`],
    [
      'one line without spaces',
      '{"noise":{"ignore":["...",{"in":"a","kind":"any"}]}}',
      `{"noise":{"ignore":["...",{"in":"a","kind":"any"},${rule}]}}`,
    ],
    ['an empty list', '{"noise":{"ignore":[ ]}}', `{"noise":{"ignore":[${rule} ]}}`],
    [
      'Windows line ends, tabs and a byte order mark',
      '\ufeff{\r\n\t"noise": {\r\n\t\t"ignore": [\r\n\t\t\t"..."\r\n\t\t]\r\n\t}\r\n}\r\n',
      `\ufeff{\r\n\t"noise": {\r\n\t\t"ignore": [\r\n\t\t\t"...",\r\n\t\t\t${rule}\r\n\t\t]\r\n\t}\r\n}\r\n`,
    ],
  ])('keeps the style of %s, and gives it back when the rule is removed', (_, before, after) => {
    expect(inserted(before)).toBe(after);
    expect(removeNoiseRule(after, rule)).toBe(before);
  });

  it('makes the list where there is none, and leaves what other files say', () => {
    expect(inserted('{\n  "noise": {\n    "sets": ["a"]\n  }\n}\n')).toBe(
      `{\n  "noise": {\n    "sets": ["a"],\n    "ignore": [\n      "...",\n      ${rule}\n    ]\n  }\n}\n`,
    );
    expect(inserted('{"noise":{"sets":[]}}')).toBe(
      `{"noise":{"sets":[], "ignore": ["...", ${rule}]}}`,
    );
  });

  it('makes the section where there is none, in whatever file', () => {
    expect(inserted('{}')).toBe(
      `{\n  "noise": {\n    "ignore": [\n      "...",\n      ${rule}\n    ]\n  }\n}`,
    );
    expect(inserted('{\n\t"match": {"paths": []}\n}')).toBe(
      `{\n\t"match": {"paths": []},\n\t"noise": {\n\t\t"ignore": [\n\t\t\t"...",\n\t\t\t${rule}\n\t\t]\n\t}\n}`,
    );
    expect(inserted('{"match":{}}')).toBe(`{"match":{}, "noise": {"ignore": ["...", ${rule}]}}`);
  });

  it('goes into the section that counts where a name is there twice', () => {
    expect(inserted('{"noise":{"ignore":[]},"noise":{"ignore":["..."]}}')).toBe(
      `{"noise":{"ignore":[]},"noise":{"ignore":["...", ${rule}]}}`,
    );
  });

  it('leaves a file alone in which the rule stands already, however it is written', () => {
    const before = '{"noise":{"ignore":["...",{ "kind":"any", "at":"\\/node", "in":"GET /me" }]}}';
    expect(insertNoiseRule(before, rule)).toBe(before);
  });

  it('removes exactly one rule, the last of those that are written so', () => {
    const other = '{"in":"b","kind":"any"}';
    expect(removeNoiseRule(`{"noise":{"ignore":[${rule}, ${other}]}}`, rule)).toBe(
      `{"noise":{"ignore":[${other}]}}`,
    );
    expect(removeNoiseRule(`{"noise":{"ignore":[ ${rule} ]}}`, rule)).toBe(
      '{"noise":{"ignore":[  ]}}',
    );
    expect(removeNoiseRule(`{"noise":{"ignore":[${rule}, ${other}, ${rule}]}}`, rule)).toBe(
      `{"noise":{"ignore":[${rule}, ${other}]}}`,
    );
    expect(removeNoiseRule(`{"noise":{"ignore":[${other}]}}`, rule)).toBeNull();
    expect(removeNoiseRule('{}', rule)).toBeNull();
  });
});
