import { createRequire } from 'node:module';
import { Ajv, type SchemaObject } from 'ajv';

const require = createRequire(import.meta.url);

/**
 * What is wrong with a HAR by the schema of HAR 1.2 that other tools check with (npm `har-schema`); null if nothing is.
 */
export function schemaComplaint(har: unknown): string | null {
  validate ??= compiled();
  return validate(har) ? null : JSON.stringify(validate.errors?.slice(0, 3));
}

let validate: ReturnType<Ajv['compile']> | undefined;

function compiled(): ReturnType<Ajv['compile']> {
  const schemas = require('har-schema') as Readonly<Record<string, SchemaObject>>;
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json') as SchemaObject);
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('ipv4', true);
  ajv.addFormat('ipv6', true);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
  return ajv.getSchema('har.json') ?? ajv.compile({ $ref: 'har.json#' });
}
