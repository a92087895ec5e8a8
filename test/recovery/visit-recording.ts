import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { recordVisit } from './both-halves.js';
import type { Mode } from './visit.js';

/** Records, before the tests of a suite, a visit in which nothing goes wrong; gone after them. */
export function visitRecording(mode: Mode): { readonly file: string } {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-recovery-'));
    await recordVisit(mode, path.join(folder, 'visit.db'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    get file() {
      return path.join(folder, 'visit.db');
    },
  };
}
