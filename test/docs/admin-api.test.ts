import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ApiBook } from '../admin/api-book.js';

it('the page of the guarded door names each request that there is, and no other', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/admin-api.md'), 'utf8');
  const named = Array.from(page.matchAll(/`(GET|POST|PUT|DELETE) (\/[\w/-]+)`/gu), ([, ...each]) =>
    each.join(' '),
  );
  // What one path can do besides is told in its row.
  const [casts, document] = [['GET /v1/casts', 'DELETE /v1/casts'], ['GET /openapi.json']];
  const all = new ApiBook().operations().map(([method, place]) => `${method} ${place}`);
  expect([...new Set(named), ...casts, ...document].sort()).toEqual(all.toSorted());
});
