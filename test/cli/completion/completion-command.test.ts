import { describe, expect, it } from 'vitest';
import { commandInFolder } from '../config/command-in-folder.js';

const { understudy } = commandInFolder();

describe('understudy completion', () => {
  it('is for the shell that is used, if none is named', async () => {
    const named = await understudy(['completion', 'zsh']);
    expect(named.stdout).toMatch(/^#compdef understudy\n/u);
    expect((await understudy(['completion'], { SHELL: '/usr/local/bin/zsh' })).stdout).toBe(
      named.stdout,
    );
  });

  it.each(['', '/bin/tcsh', '/bin/constructor'])(
    'needs one of three shells, not %j',
    async (shell) => {
      expect(await understudy(['completion'], { SHELL: shell })).toEqual({
        status: 2,
        stdout: '',
        stderr: 'understudy: SHELL names none of bash, zsh and fish; give one of them\n',
      });
    },
  );
});
