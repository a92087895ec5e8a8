import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApi } from '../../src/admin/open-api.js';
import { recordDoor, recordSchemas } from '../../src/capture/admin/operations.js';
import { replayDoor, replaySchemas } from '../../src/replay/admin/operations.js';

const published = path.join(import.meta.dirname, '../../docs/admin.openapi.json');

describe('the OpenAPI file', () => {
  it('is published as the doors describe themselves', async () => {
    const all = openApi([replayDoor, recordDoor], { ...replaySchemas, ...recordSchemas });
    await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const content = JSON.parse(readFileSync(published, 'utf8')) as Record<string, unknown>;
    expect(await validator.validate(content)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('names each operation once, for code that is made from it', () => {
    const ids = readFileSync(published, 'utf8').match(/"operationId": "\w+"/gu) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(20);
  });

  it('is found invalid where it is not', async () => {
    const broken = { openapi: '3.1.1', info: { title: 'x' }, paths: {} };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });
});
