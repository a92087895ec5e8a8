import type { Schema } from './operation.js';

/** An object whose members are known, and may be left out but for those named. */
export function members(
  properties: { readonly [name: string]: Schema },
  required: readonly string[] = [],
): Schema {
  return { type: 'object', additionalProperties: false, required, properties };
}

export const ofUser: Schema = {
  type: 'string',
  maxLength: 1_000,
  description: 'Of this user alone.',
};

/** Milliseconds. */
const longestWait = 300_000;
export const usualWait = 5_000;

export const timeoutSchema: Schema = {
  type: 'integer',
  minimum: 0,
  maximum: longestWait,
  default: usualWait,
  description: 'Milliseconds to wait at most.',
};

/** Entries of a list that are told at a time. */
export const usualPage = 100;

export const pageSchema: Schema = members({
  after: {
    type: 'integer',
    minimum: 0,
    default: 0,
    description: 'Where the page before ended: its `next`.',
  },
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000,
    default: usualPage,
    description: 'Entries at most; a page ends earlier where they are large.',
  },
});

/** A text, or a pattern. */
export const textFilterSchema: Schema = {
  anyOf: [
    { type: 'string', maxLength: 100_000 },
    members(
      { pattern: { type: 'string', minLength: 1, maxLength: 1_000, description: 'RE2 syntax.' } },
      ['pattern'],
    ),
  ],
};

/** Part of the JSON value that a body or data is. */
export function containsSchema(what: 'body' | 'data'): Schema {
  return {
    description: `Of the ${what}. What it has at least, as JSON: each member of an object, with a value that has at least that; a list all its items. Numbers are compared exactly.`,
  };
}

/** By what notifications are chosen at any door. */
export const notificationFilters: { readonly [name: string]: Schema } = {
  channel: {
    ...textFilterSchema,
    description: 'The whole of it, or what the pattern finds in it.',
  },
  messageType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
  notificationType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
};
