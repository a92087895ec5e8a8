import { doorErrors } from './door-error.js';
import { noMembers, type Operation, type Operations, type Schema } from './operation.js';

/** What a door can do, and whose it is. */
export interface Described {
  /** Names the command. */
  readonly tag: string;
  readonly operations: Operations;
}

const errorSchema: Schema = {
  type: 'object',
  description: 'Why something was not done.',
  additionalProperties: false,
  required: ['error', 'message'],
  properties: {
    error: { enum: Object.keys(doorErrors), description: 'For programs; it does not change.' },
    message: { type: 'string', description: 'One line for people; its words may change.' },
    details: {
      type: 'array',
      items: { type: 'string' },
      description: 'More lines: of a wait that failed, what came instead.',
    },
  },
};

/** What holds whatever is asked for. */
const guards: { readonly [status: number]: string } = {
  401: 'The token is not there, or another.',
  403: 'Asked by another web page.',
  421: 'Asked by a name that is not of this machine.',
};

const withContent: { readonly [status: number]: string } = {
  400: 'The body is no JSON, or not as the schema says.',
  413: 'The body is longer than 1 MiB.',
  415: 'The Content-Type is not application/json.',
};

const withQuery: { readonly [status: number]: string } = {
  400: 'A parameter of the query is not as its schema says.',
};

/** Of what is told here, not of the package. */
const apiVersion = '1.0.0';

/**
 * The OpenAPI file (3.1) of what doors can do. Schemas that have a name in `named` are told once.
 *
 * @param named by name, for code that is made from the file
 */
export function openApi(
  all: readonly Described[],
  named: { readonly [name: string]: Schema },
): Schema {
  const names = new Map(
    [...Object.entries(named), ['Error', errorSchema]].map(([name, of]) => [of, name] as const),
  );
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { tag, operations } of all) {
    for (const [name, operation] of Object.entries(operations)) {
      const { path, method } = operation;
      const methods = paths[path] ?? {};
      paths[path] = methods;
      const before = methods[method.toLowerCase()] as { tags: string[] } | undefined;
      if (before === undefined)
        methods[method.toLowerCase()] = described(name, tag, operation, names);
      else before.tags.push(tag);
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Understudy: the guarded door',
      version: apiVersion,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'What `understudy replay --admin HOST:PORT` and `understudy record --admin HOST:PORT` do for a program in any language. Whatever fails is answered with an Error, also where no status is listed: 404 for a path that is not there, 405 for another method, 500.',
    },
    servers: [
      {
        url: 'http://{address}',
        description: 'As it is printed at the start.',
        variables: { address: { default: '127.0.0.1:9000' } },
      },
    ],
    security: [{ token: [] }],
    tags: all.map(({ tag }) => ({ name: tag, description: `Behind \`${tag} --admin\`.` })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Printed at the start, or taken from UNDERSTUDY_ADMIN_TOKEN.',
        },
      },
      schemas: Object.fromEntries([...names].map(([schema, name]) => [name, inner(schema, names)])),
    },
  };
}

const json = 'application/json';
const plainText = 'text/plain; charset=utf-8';

type Names = ReadonlyMap<unknown, unknown>;

function described(name: string, tag: string, operation: Operation, names: Names): object {
  const { summary, description, query, body, needsBody, answer, meaning, method } = operation;
  const { failures, others = {}, plain } = operation;
  const told = (text: string, type: string, schema: Schema) => ({
    description: text,
    content: { [type]: { schema: outer(schema, names) } },
  });
  const failed = (text: string) =>
    plain === undefined ? told(text, json, errorSchema) : told(text, plainText, { type: 'string' });
  const refusals = {
    ...guards,
    ...(query === undefined ? {} : withQuery),
    ...(method === 'GET' ? {} : withContent),
    ...failures,
  };
  const responses: Record<string, object> = { 200: told(meaning, plain ?? json, answer) };
  for (const [status, text] of Object.entries(refusals)) responses[status] = failed(text);
  for (const [status, other] of Object.entries(others)) {
    responses[status] = told(other.meaning, json, other.answer);
  }
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(query === undefined ? {} : { parameters: parametersOf(query) }),
    ...(method === 'GET'
      ? {}
      : {
          requestBody: {
            required: needsBody === true,
            content: { [json]: { schema: outer(body ?? noMembers, names) } },
          },
        }),
    responses,
  };
}

function parametersOf({ properties, required = [] }: Schema): readonly object[] {
  return Object.entries(properties as Record<string, Schema>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      description,
      required: (required as readonly string[]).includes(name),
      schema,
    }),
  );
}

/** A schema in its place: by its name, if it has one. */
function outer(value: unknown, names: Names): unknown {
  const name = names.get(value);
  return name === undefined ? inner(value, names) : { $ref: `#/components/schemas/${name}` };
}

function inner(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((each) => outer(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, outer(each, names)]));
}
