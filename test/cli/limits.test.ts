import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordCommand } from '../../cli/record.js';
import { limitsOf, recordLimits } from '../../src/capture/limit-options.js';
import { UsageError } from '../../src/errors.js';
import { root, understudy } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();

function flags(...more: string[]): string[] {
  return ['--target', 'http://127.0.0.1:1', '--output', folder.path('out.db'), ...more];
}

describe('the limits of record', () => {
  it.each(recordLimits)('$flag is wrong usage out of its range', async (limit) => {
    for (const wrong of [limit.least - 1, limit.most + 1].filter((value) => value >= 0)) {
      const running = recordCommand(() => {}).parseAsync(flags(limit.flag, String(wrong)), {
        from: 'user',
      });
      await expect(running).rejects.toMatchObject({
        exitStatus: 2,
        message: `the limit ${limit.option} (${limit.flag}) is ${wrong}; give a whole number from ${limit.least} to ${limit.most}`,
      });
    }
    expect(folder.files()).toEqual([]);
  });

  it.each(['9999999999', 'many', '-1', '64k'])(
    'are said to be wrong in one line, with status 2: %s',
    async (value) => {
      const { status, stdout, stderr } = await understudy(
        'record',
        ...flags(`--max-head=${value}`),
      );
      expect([status, stdout, folder.files()]).toEqual([2, '', []]);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(stderr).toContain('--max-head');
    },
  );

  it('are checked in the library, too', () => {
    for (const { option, least, most, ...limit } of recordLimits) {
      expect(limitsOf({})[option]).toBe(limit.default);
      expect(limitsOf({ [option]: least })[option]).toBe(least);
      expect(limitsOf({ [option]: most })[option]).toBe(most);
      for (const wrong of [
        least - 1,
        most + 1,
        least + 0.5,
        Number.NaN,
        Number.POSITIVE_INFINITY,
      ]) {
        expect(() => limitsOf({ [option]: wrong })).toThrow(UsageError);
      }
    }
  });

  it('stand in --help and, with default and range, in docs/limits.md', async () => {
    const { stdout: help } = await understudy('record', '--help');
    const docs = readFileSync(path.join(root, 'docs/limits.md'), 'utf8');
    for (const { flag, least, most, ...limit } of recordLimits) {
      expect(help).toContain(`${flag} <`);
      expect(docs).toContain(`| \`${flag}\` | ${limit.default} | ${least} to ${most} |`);
    }
    expect(docs.match(/^\| `--/gmu)).toHaveLength(recordLimits.length);
  });
});
