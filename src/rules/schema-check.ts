import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { meantInstead } from '../nearest-name.js';

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

function described(error: ErrorObject): string {
  const { instancePath, keyword, params, message, parentSchema, data } = error;
  const place = instancePath === '' ? 'the whole' : instancePath;
  const schema = parentSchema as { properties?: object; description?: string } | undefined;
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty).slice(0, 80);
    const known = Object.keys(schema?.properties ?? {}).filter((each) => each !== '$schema');
    return `${place} has the unknown key ${JSON.stringify(name)}; known are ${known.join(', ')}${meantInstead(name, known)}`;
  }
  if (keyword === 'enum') {
    const allowed = (params.allowedValues as unknown[]).map(String);
    const meant = typeof data === 'string' ? meantInstead(data, allowed) : '';
    return `${place} must be one of ${allowed.join(', ')}${meant}`;
  }
  if (keyword === 'pattern') return `${place} must be ${schema?.description ?? 'another text'}`;
  return `${place} ${message ?? 'is not as the schema says'}`;
}
