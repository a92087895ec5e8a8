import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRules } from '../../src/rules/check-rules.js';
import { gwsRules } from '../../src/rules/rules.js';
import { rulesSchema } from '../../src/rules/rules-schema.js';

const published = path.join(import.meta.dirname, '../../docs/rules.schema.json');

describe('the schema of rules files', () => {
  it('is published as it is', async () => {
    await expect(`${JSON.stringify(rulesSchema, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  it('fits the rules that hold without a file, and knows each key of them', () => {
    expect(checkRules(gwsRules)).toBeNull();
    const known = rulesSchema.properties as unknown as Schemas;
    expect(keysIn(known)).toEqual(expect.arrayContaining(keysOf(gwsRules)));
  });

  it('knows no key that the rules do not have', () => {
    const { correlate, match, redact, noise } = rulesSchema.properties as unknown as Schemas;
    expect(keysIn({ correlate, match, redact, noise }).sort()).toEqual(keysOf(gwsRules).sort());
  });
});

type Schemas = Readonly<Record<string, { readonly properties?: Schemas } | undefined>>;

function keysIn(properties: Schemas, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    `${prefix}/${name}`,
    ...keysIn(schema?.properties ?? {}, `${prefix}/${name}`),
  ]);
}

/** What the operations lead to has keys of its own, which are data. */
function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if (prefix.endsWith('/outcomes')) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${prefix}/${name}`,
    ...keysOf(inner, `${prefix}/${name}`),
  ]);
}
