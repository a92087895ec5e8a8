import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { gwsRules } from '../../src/rules/rules.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const { correlate } = gwsRules;

function fileOf(content: unknown, name = 'api.rules.json'): string {
  const file = folder.path(name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function complaintAbout(content: unknown): string {
  try {
    loadRules([fileOf(content)]);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message.replace(`rules file ${folder.path('api.rules.json')}: `, '');
  }
  return 'nothing';
}

describe('loadRules', () => {
  it('gives the rules of Genesys Web Services where no file says otherwise', () => {
    expect(loadRules([])).toEqual(gwsRules);
    expect(loadRules([fileOf({})])).toEqual(gwsRules);
  });

  it('replaces what a file says and keeps the rest', () => {
    const rules = loadRules([
      fileOf({ correlate: { members: { operation: 'action' }, successCodes: [0, 1] } }),
    ]);
    expect(rules.correlate).toEqual({
      ...correlate,
      members: { ...correlate.members, operation: 'action' },
      successCodes: [0, 1],
    });
  });

  it('puts what a list held before where the file writes three points', () => {
    const rules = loadRules([
      fileOf({ correlate: { rules: ['...', 'order'], paths: { silent: ['me/ping', '...'] } } }),
    ]);
    expect(rules.correlate.rules).toEqual([...correlate.rules, 'order']);
    expect(rules.correlate.paths.silent).toEqual(['me/ping', ...correlate.paths.silent]);
  });

  it('says of single operations what they lead to, or forgets that with null', () => {
    const { outcomes } = loadRules([
      fileOf({
        correlate: { outcomes: { Complete: ['...', 'Archived'], Hold: null, Park: ['X'] } },
      }),
    ]).correlate;
    expect(outcomes.Complete).toEqual(['Completed', 'Archived']);
    expect(Object.hasOwn(outcomes, 'Hold')).toBe(false);
    expect(outcomes.Park).toEqual(['X']);
    expect(outcomes.Accept).toEqual(correlate.outcomes.Accept);
  });

  it('lays later files over earlier ones', () => {
    const rules = loadRules([
      fileOf({ correlate: { successCodes: [1], beginStates: ['New'] } }, 'one.json'),
      fileOf({ correlate: { successCodes: ['...', 2] } }, 'two.json'),
    ]);
    expect(rules.correlate.successCodes).toEqual([1, 2]);
    expect(rules.correlate.beginStates).toEqual(['New']);
  });

  it('reads what means nothing in a comparison, over what other files say', () => {
    const one = fileOf({
      noise: { sets: ['...', 'tags'], ignore: [{ in: '*', kind: 'any', at: '/x' }] },
    });
    const other = fileOf(
      { noise: { ignore: ['...', { in: '*', header: 'x-id', kind: 'uuid' }] } },
      'other.rules.json',
    );
    const { noise } = loadRules([one, other]);
    expect(noise.sets).toEqual(['capabilities', 'tags']);
    expect(noise.ignore.map(({ kind }) => kind)).toEqual(['any', 'uuid']);
  });

  it('says what is wrong with a rule of noise', () => {
    const about = (rule: unknown): string => complaintAbout({ noise: { ignore: [rule] } });
    expect(about({ in: '*', kind: 'weather' })).toMatch(
      /^\/noise\/ignore\/0\/kind must be one of timestamp, uuid, counter, /u,
    );
    expect(about({ kind: 'any' })).toMatch(/^\/noise\/ignore\/0 must have .* 'in'/u);
    expect(about({ in: '*', kind: 'any', at: 'x' })).toMatch(
      /^\/noise\/ignore\/0\/at must be the place in the body, .*JSON Pointer/u,
    );
    expect(about({ in: '*', kind: 'any', path: '/x' })).toMatch(
      /^\/noise\/ignore\/0 has the unknown key "path"; known are in, at, header, kind, /u,
    );
    expect(about('all')).toBe('/noise/ignore/0 must be a rule, or "..."');
    expect(about(7)).toBe('/noise/ignore/0 must be object,string');
  });

  it.each([
    [{ at: '/a', header: 'x' }, 'has at and header: it can be about one only'],
    [{}, 'is of the kind uuid, which needs at or header'],
    [{ at: '/a', kind: 'times' }, 'is of the kind times, which takes neither at nor header'],
    [{ at: '/a', kind: 'values' }, 'is of the kind values, and has none'],
    [{ at: '/a', kind: 'token', length: [9, 1] }, 'has a length that no text has'],
    [{ kind: 'times', least: 2, most: 1 }, 'has a least that is more than its most'],
  ])('refuses a rule of noise that covers nothing: %j', (rule, why) => {
    const file = fileOf({ noise: { ignore: ['...', { in: '*', kind: 'uuid', ...rule }] } });
    expect(() => loadRules([file])).toThrow(`rules file ${file}: /noise/ignore/1 ${why}`);
  });

  it('lays what files say of matching over one another, as all else', () => {
    const { match } = loadRules([
      fileOf({ match: { paths: ['a/{id}'], ignore: { body: ['/at'] } } }, 'one.json'),
      fileOf({ match: { ignore: { body: ['...', '/**'], query: ['_'] } } }, 'two.json'),
      fileOf({ match: { compare: { body: ['/a~1b'], headers: ['X-Tenant'] } } }, 'three.json'),
    ]);
    expect(match).toEqual({
      paths: ['a/{id}'],
      ignore: { body: ['/at', '/**'], query: ['_'] },
      compare: { body: ['/a~1b'], query: [], headers: ['X-Tenant'] },
    });
  });

  it('says what requests can not be matched by', () => {
    expect(complaintAbout({ match: { ignore: { body: ['at'] } } })).toMatch(
      /^\/match\/ignore\/body\/0 must be a JSON Pointer/u,
    );
    expect(complaintAbout({ match: { compare: { body: ['/a~b'] } } })).toMatch(
      /'~' is written ~0/u,
    );
    expect(complaintAbout({ match: { paths: ['a?b'] } })).toMatch(/must be a path without query/u);
    expect(complaintAbout({ match: { headers: [] } })).toBe(
      '/match has the unknown key "headers"; known are paths, ignore, compare',
    );
  });

  it('adds up what several files call secret', () => {
    const rules = loadRules([
      fileOf({ redact: { names: ['pin'], presets: ['pii'] } }, 'one.json'),
      fileOf({ redact: { names: ['desk'], patterns: ['a+'] } }, 'two.json'),
      fileOf({ redact: { names: ['...', 'pin'], paths: ['/a/*'] } }, 'three.json'),
    ]);
    expect(rules.redact).toEqual({
      presets: ['pii'],
      names: ['pin', 'desk'],
      paths: ['/a/*'],
      patterns: ['a+'],
    });
  });

  it('says what can not be redacted', () => {
    expect(complaintAbout({ redact: { patterns: ['(a'] } })).toMatch(
      /^\/redact can't go by pattern '\(a': missing closing/u,
    );
    expect(complaintAbout({ redact: { paths: ['/**'] } })).toMatch(/it must name a member/u);
    expect(complaintAbout({ redact: { paths: ['a'] } })).toMatch(
      /^\/redact\/paths\/0 must be a JSON/u,
    );
    expect(complaintAbout({ redact: { presets: ['all'] } })).toBe(
      '/redact/presets/0 must be one of pii, ...',
    );
    expect(complaintAbout({ redact: null })).toBe('/redact must be object');
  });

  it('accepts a byte order mark', () => {
    expect(loadRules([fileOf('\ufeff{}')])).toEqual(gwsRules);
  });

  it('reads the rules of Workspace', () => {
    const file = path.join(import.meta.dirname, '../correlate/fixtures/workspace-v3.rules.json');
    expect(loadRules([file]).correlate.members.statusCode).toBe('/status/code');
  });

  it('names file, place and what is expected in one line', () => {
    expect(complaintAbout({ correlate: { paths: { silent: 'me' } } })).toBe(
      '/correlate/paths/silent must be array',
    );
    expect(complaintAbout({ corelate: {} })).toBe(
      'the whole has the unknown key "corelate"; known are correlate, match, redact, noise; did you mean correlate?',
    );
    expect(complaintAbout({ correlate: { members: { refs: [] } } })).toMatch(
      /^\/correlate\/members has the unknown key "refs"; known are operation, /u,
    );
    expect(complaintAbout({ correlate: { rules: ['guess'] } })).toBe(
      '/correlate/rules/0 must be one of reference-response, reference-request, reference-bulk, resource, order, ...',
    );
    expect(complaintAbout({ correlate: { successCodes: ['0'] } })).toBe(
      '/correlate/successCodes/0 must be a whole number, or "..."',
    );
    expect(complaintAbout({ correlate: { paths: { resources: ['me/{id}?x=1'] } } })).toBe(
      '/correlate/paths/resources/0 must be a path without query, such as me/{collection}/{id}',
    );
    expect(complaintAbout({ correlate: { outcomes: { 'a/b': 'Held' } } })).toBe(
      '/correlate/outcomes/a~1b must be array,null',
    );
    expect(complaintAbout({ correlate: { members: { state: null } } })).toBe(
      '/correlate/members/state must be string',
    );
    expect(complaintAbout([])).toBe('the whole must be object');
  });

  it('says where a file is no JSON', () => {
    expect(complaintAbout('{\n  "correlate": {,\n}')).toBe('it is no JSON at line 2, column 17');
    expect(complaintAbout('')).toBe('it is no JSON at line 1, column 1');
    expect(complaintAbout('['.repeat(100_000))).toMatch(/^it is no JSON at line 1/u);
  });

  it('refuses a file that is absent, a folder, too large or not in UTF-8', () => {
    expect(() => loadRules([folder.path('absent.json')])).toThrow('it does not exist');
    expect(() => loadRules([folder.path('.')])).toThrow('it can not be read (EISDIR)');
    expect(complaintAbout(' '.repeat(1_000_001))).toBe('it is larger than 1000000 bytes');
    const file = folder.path('latin.json');
    writeFileSync(file, new Uint8Array([0x22, 0xe4, 0x22]));
    expect(() => loadRules([file])).toThrow('it is not in UTF-8');
  });

  it('is not confused by names of prototypes', () => {
    expect(complaintAbout('{"__proto__":{"correlate":{}}}')).toMatch(
      /^the whole has the unknown key "__proto__"/u,
    );
    const outcomes = '{"correlate":{"outcomes":{"__proto__":["Held"],"constructor":["...","X"]}}}';
    const rules = loadRules([fileOf(outcomes)]).correlate;
    expect(Object.getPrototypeOf(rules.outcomes)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(rules.outcomes, '__proto__')?.value).toEqual(['Held']);
    expect(rules.outcomes.constructor).toEqual(['X']);
    expect(Object.hasOwn(Object.prototype, 'Held')).toBe(false);
  });
});
