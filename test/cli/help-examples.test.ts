import { describe, expect, it } from 'vitest';
import { understudy } from '../e2e/command.js';

/** The example lines of a help text, and the flags that it lists. */
async function helpOf(command: string): Promise<{ examples: string[]; flags: Set<string> }> {
  const { stdout } = await understudy(command, '--help');
  const [options = '', after = ''] = stdout.split(/^Examples:$/mu);
  return {
    examples: after.split('\n').filter((line) => line.trim().startsWith('understudy ')),
    flags: new Set(Array.from(options.matchAll(/^ {2}(--[\w-]+)/gmu), ([, flag = '']) => flag)),
  };
}

describe('the examples in --help', () => {
  it.each([
    ...['record', 'replay', 'drive', 'diff', 'compare', 'show', 'verify', 'correlate', 'scrub'],
    ...['export', 'import', 'ui', 'doctor', 'merge', 'extract'],
  ])('of %s are several, and use flags that there are', async (command) => {
    const { examples, flags } = await helpOf(command);
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      expect(example.trim().split(' ')[1]).toBe(command);
      for (const [flag] of example.matchAll(/(?<= )--[\w-]+/gu)) expect(flags).toContain(flag);
    }
  });

  it('of record show what it takes to leave it in front of everybody', async () => {
    const all = (await helpOf('record')).examples.join('\n');
    for (const flag of [
      ...['--rewrite-origin', '--ca', '--tls-cert', '--tls-key', '--tls-self-signed', '--redact'],
      ...['--redact-name', '--redact-path', '--redact-pattern', '--only', '--exclude', '--admin'],
    ]) {
      expect(all).toMatch(new RegExp(`${flag}(?![\\w-])`, 'u'));
    }
  });
});
