import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';

const load = createRequire(import.meta.url);

/**
 * Says what is wrong with a file's content, with the JSON Pointer (RFC 6901) of the place; null if nothing is.
 * The validator is loaded on first use: most commands need none.
 */
export function schemaCheck(schema: object): (content: unknown) => string | null {
  let validate: ValidateFunction | null = null;
  return (content) => {
    validate ??= compiled(schema);
    if (validate(content)) return null;
    const [error] = validate.errors ?? [];
    return error === undefined ? 'is not as the schema says' : described(error);
  };
}

function compiled(schema: object): ValidateFunction {
  const { Ajv } = load('ajv') as typeof import('ajv');
  return new Ajv({ verbose: true, allowUnionTypes: true }).compile(schema);
}

function described({ instancePath, keyword, params, message, parentSchema }: ErrorObject): string {
  const place = instancePath === '' ? 'the whole' : instancePath;
  const schema = parentSchema as { properties?: object; description?: string } | undefined;
  if (keyword === 'additionalProperties') {
    const unknown = JSON.stringify(String(params.additionalProperty).slice(0, 80));
    const known = Object.keys(schema?.properties ?? {}).filter((name) => name !== '$schema');
    return `${place} has the unknown key ${unknown}; known are ${known.join(', ')}`;
  }
  if (keyword === 'enum') {
    return `${place} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
  }
  if (keyword === 'pattern') return `${place} must be ${schema?.description ?? 'another text'}`;
  return `${place} ${message ?? 'is not as the schema says'}`;
}
