import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { editRulesFile } from '../../src/rules/edit-rules-file.js';
import { insertNoiseRule } from '../../src/rules/insert-noise-rule.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const rule = '{"in":"GET /me","kind":"any"}';
const add = (text: string | null): string => insertNoiseRule(text ?? '{}', rule);

function fileOf(content: string): string {
  const file = folder.path('a.rules.json');
  writeFileSync(file, content);
  return file;
}

function refusal(file: string, edit: (text: string | null) => string | null = add): string {
  try {
    editRulesFile(file, edit);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message.replaceAll(folder.path('x').slice(0, -1), '');
  }
  return 'none';
}

describe('editRulesFile', () => {
  it('changes a file with one stroke, keeps its mode, and leaves nothing beside it', () => {
    const file = fileOf('{"noise":{"ignore":["..."]}}\n');
    chmodSync(file, 0o640);
    const edited = editRulesFile(file, add);
    expect(edited.before).toBe('{"noise":{"ignore":["..."]}}\n');
    expect(readFileSync(file, 'utf8')).toBe(edited.after);
    expect(readFileSync(file, 'utf8')).toBe(`{"noise":{"ignore":["...", ${rule}]}}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(folder.files()).toEqual(['a.rules.json']);
  });

  it('makes a file that is not there, and takes it away again', () => {
    const file = folder.path('new.rules.json');
    expect(editRulesFile(file, add).before).toBeNull();
    expect(readFileSync(file, 'utf8')).toContain(rule);
    expect(editRulesFile(file, () => null).after).toBeNull();
    expect(folder.files()).toEqual([]);
  });

  it('reads again what somebody saved meanwhile, so that nothing is lost', () => {
    const file = fileOf('{}');
    let asked = 0;
    editRulesFile(file, (text) => {
      asked += 1;
      if (asked === 1) writeFileSync(file, '{"noise":{"sets":["saved meanwhile"]}}');
      return add(text);
    });
    expect(asked).toBe(2);
    expect(readFileSync(file, 'utf8')).toContain('"sets":["saved meanwhile"]');
    expect(readFileSync(file, 'utf8')).toContain(rule);
  });

  it('never replaces a file that came meanwhile where there was none', () => {
    const file = folder.path('new.rules.json');
    editRulesFile(file, (text) => {
      if (text === null) writeFileSync(file, '{"noise":{"sets":["came meanwhile"]}}');
      return add(text);
    });
    expect(readFileSync(file, 'utf8')).toContain('came meanwhile');
    expect(readFileSync(file, 'utf8')).toContain(rule);
  });

  it('gives up on a file that changes all the time', () => {
    const file = fileOf('{}');
    let asked = 0;
    const restless = (text: string | null): string => {
      asked += 1;
      writeFileSync(file, `{${' '.repeat(asked)}}`);
      return add(text);
    };
    expect(refusal(file, restless)).toBe('rules file a.rules.json changes all the time; try again');
    expect(folder.files()).toEqual(['a.rules.json']);
  });

  it('follows no link, neither at the file nor at what is written beside it', () => {
    const precious = folder.path('precious');
    writeFileSync(precious, '{}');
    const file = folder.path('a.rules.json');
    symlinkSync(precious, file);
    expect(refusal(file)).toBe('rules file a.rules.json is a symbolic link; name the file itself');
    const other = folder.path('b.rules.json');
    writeFileSync(other, '{}');
    symlinkSync(precious, folder.path('.b.rules.json.understudy'));
    expect(refusal(other)).toBe(
      'rules file b.rules.json is being written by another; if it is not, remove .b.rules.json.understudy',
    );
    expect(readFileSync(precious, 'utf8')).toBe('{}');
    expect(readFileSync(other, 'utf8')).toBe('{}');
  });

  it.each([
    ['{"noise":', 'rules file a.rules.json: it is no JSON at line 1, column 10'],
    ['', 'rules file a.rules.json: it is no JSON at line 1, column 1'],
    [
      '{"noice":{}}',
      'rules file a.rules.json: the whole has the unknown key "noice"; known are correlate, match, redact, noise; did you mean noise?',
    ],
  ])('leaves a file alone that is no rules file: %s', (content, words) => {
    const file = fileOf(content);
    expect(refusal(file)).toBe(words);
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(folder.files()).toEqual(['a.rules.json']);
  });

  it('writes nothing that is no rules file, nor one that is too large to be read again', () => {
    const file = fileOf('{}');
    expect(refusal(file, () => '{"noise":[]}')).toBe(
      'rules file a.rules.json: /noise must be object',
    );
    expect(refusal(file, () => `{}${' '.repeat(1_000_000)}`)).toBe(
      'rules file a.rules.json: it would be larger than 1000000 bytes',
    );
    expect(refusal(folder.path('no/such/folder/x.json'))).toMatch(
      /can not be written \(ENOENT\)$/u,
    );
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });
});
