import { RULE_NAMES } from '../correlate/correlation-rules.js';
import { LONGEST_PATTERN } from '../redact/patterns.js';
import { REDACT_PRESETS } from '../redact/redact-rules.js';
import { SPREAD } from './merge-rules.js';
import { LONGEST_PLACE, NOISE_KINDS, TOKEN_ALPHABETS } from './noise-rules.js';

const name = { type: 'string', minLength: 1, maxLength: 200 };
const template = {
  type: 'string',
  pattern: '^/?[^/?#\\s]+(/[^/?#\\s]+)*/?$',
  maxLength: 500,
  description: 'a path without query, such as me/{collection}/{id}',
};

function list(items: object, description: string, maxItems = 1000) {
  return { type: 'array', maxItems, items, description };
}

/** A recording brings such lists along, and each request is held against them. */
const FEW = 100;

function section(properties: object) {
  return { type: 'object', additionalProperties: false, properties };
}

const pathSyntax = 'a JSON Pointer, in which * is any one member or item and ** any number of them';

const matchPath = {
  ...name,
  pattern: '^(/([^~]|~[01])*|\\.\\.\\.)$',
  description: `${pathSyntax}; '~' is written ~0, and '/' within a name ~1`,
};

const MANY_NOISE_RULES = 100_000;

/** Keywords that speak of objects mean nothing to a string, and the other way round: so errors name what is wrong. */
const noiseRule = {
  type: ['object', 'string'],
  pattern: '^\\.\\.\\.$',
  description: `a rule, or "${SPREAD}"`,
  additionalProperties: false,
  required: ['in', 'kind'],
  properties: {
    in: {
      type: 'string',
      minLength: 1,
      maxLength: LONGEST_PLACE,
      description:
        'What it is about, as a report names it: "METHOD path operation" with {id} for each id, or "channel messageType notificationType"; a * is any text. In what was learned (it has "seen") a * within the text is a star.',
    },
    at: {
      type: 'string',
      maxLength: LONGEST_PLACE,
      pattern: '^(/([^~]|~[01])*)?$',
      description: `the place in the body, or in a notification's data: ${pathSyntax}; '~' is written ~0, and '/' within a name ~1`,
    },
    header: {
      type: 'string',
      minLength: 1,
      maxLength: LONGEST_PLACE,
      description: 'The name of the header that it is about, in any case.',
    },
    kind: {
      enum: NOISE_KINDS,
      description:
        'How it varies. values: these alone; absent: an object or a list that is there or not; order: the items of a list come in any order, or without a place the notifications of one cause; times: how often a notification comes after its cause; any: whatever stands there, with all below it, and without a place all that is compared.',
    },
    values: { type: 'array', maxItems: 1000, description: 'The only values of "values".' },
    length: {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      items: { type: 'integer', minimum: 1 },
      description: 'Of a token: the fewest and the most characters.',
    },
    alphabet: { enum: TOKEN_ALPHABETS, description: 'Of a token: its characters.' },
    least: { type: 'integer', minimum: 0, description: 'Of times: the fewest.' },
    most: { type: 'integer', minimum: 0, description: 'Of times: the most.' },
    absent: { type: 'boolean', description: 'It may be missing there.' },
    seen: { type: 'integer', minimum: 0, description: 'Evidence: how often it was compared.' },
    varied: { type: 'integer', minimum: 0, description: 'Evidence: how often it differed.' },
  },
};

const or = (description: string) => `${description}; or a JSON Pointer to it`;

/** JSON schema of a rules file; published as `docs/rules.schema.json`, which a test keeps the same. */
export const rulesSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Rules file of Understudy',
  description: `Describes an API. What it does not say is as with Genesys Web Services, or as an earlier rules file says. In a list, "${SPREAD}" stands for what the list held before.`,
  ...section({
    $schema: { type: 'string', description: 'Where this schema is; for editors.' },
    correlate: section({
      rules: list(
        { enum: [...RULE_NAMES, SPREAD] },
        'The rules that are asked, in whatever order: their rank is fixed.',
      ),
      paths: section({
        resources: list(
          template,
          'How a path names a resource. Tried in order, the first that fits decides. {id} is the id of the resource, {operation} the operation of a call whose body names none, any other {name} one segment of any text; without {id} such paths name no resource. With a leading / it fits from the beginning of the path, else anywhere in it; what follows in the path does not matter.',
        ),
        silent: list(template, 'Calls to exactly such a path expect no notification.'),
      }),
      members: section({
        operation: { ...name, description: or('Member of a call that names its operation') },
        statusCode: {
          ...name,
          description: or('Member of an answer that says how it went, as a number'),
        },
        references: list(
          name,
          or(
            'Members that are references, in calls, answers and notifications; the first present counts',
          ),
        ),
        bulkReferences: {
          ...name,
          description: or('Member of an answer that has a reference for each of several ids'),
        },
        messageType: { ...name, description: or('Member of data that tells its type') },
        notificationType: {
          ...name,
          description: or('Member of data that tells what kind of change it reports'),
        },
        resources: list(
          name,
          'Members of data, by name, that can be the resource: objects with an id.',
        ),
        id: { ...name, description: or('Member of the resource that is its id') },
        state: { ...name, description: or('Member of the resource that is its state') },
      }),
      successCodes: list(
        {
          type: ['integer', 'string'],
          pattern: '^\\.\\.\\.$',
          description: `a whole number, or "${SPREAD}"`,
        },
        'Status codes that are no failure.',
      ),
      beginStates: list(name, 'States that begin an interaction: they answer no call.'),
      outcomes: {
        type: 'object',
        maxProperties: 1000,
        additionalProperties: { type: ['array', 'null'], maxItems: 1000, items: name },
        description:
          'Which states an operation can lead to. One that stands nowhere, or has null, can lead to any but the beginning ones.',
      },
      propertyTypes: list(name, 'Notification types that report changed properties.'),
      errorTypes: list(name, 'Notification types that report that an operation failed after all.'),
      propertyOperations: list(name, 'Operations that change properties and no state.'),
    }),
    match: section({
      paths: list(
        template,
        'Paths in which a segment does not matter: a {name} is one segment of any text. Tried in order, the first that fits decides. With a leading / it fits from the beginning of the path, else anywhere in it; what follows is compared as ever.',
        FEW,
      ),
      ignore: section({
        body: list(
          matchPath,
          `Places in JSON that take no part, with all below them: ${pathSyntax}. The fields of a form are like members. The operation always takes part.`,
          FEW,
        ),
        query: list(name, 'Names of parameters that take no part; * is all.', FEW),
      }),
      compare: section({
        body: list(matchPath, 'Places in JSON that take part though they are ignored.', FEW),
        query: list(name, 'Names of parameters that take part though they are ignored.', FEW),
        headers: list(
          name,
          'Names of headers whose values take part; without this, no header does.',
          FEW,
        ),
      }),
    }),
    redact: section({
      presets: list({ enum: [...REDACT_PRESETS, SPREAD] }, 'Sets of rules: pii is personal data.'),
      names: list(
        name,
        'Names of headers, parameters, JSON members, form fields and elements whose values are secret, with all below them. Case, - and _ do not matter.',
      ),
      paths: list(
        { ...name, maxLength: 500, pattern: `^(/|\\.\\.\\.$)`, description: pathSyntax },
        `Places in JSON that are secret, with all below them: ${pathSyntax}. In Bayeux they begin at each message and at its data.`,
      ),
      patterns: list(
        { ...name, maxLength: LONGEST_PATTERN },
        'Regular expressions in the syntax of RE2. What they match is secret wherever it stands; of one with groups, what the first group holds that took part.',
      ),
    }),
    noise: section({
      sets: list(
        name,
        'Names of members whose lists are sets: the order of their items means nothing.',
      ),
      ignore: list(
        noiseRule,
        'What differs between recordings of one version, and so means nothing.',
        MANY_NOISE_RULES,
      ),
    }),
  }),
};
