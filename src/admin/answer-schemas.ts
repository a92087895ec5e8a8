import type { Schema } from './operation.js';

/** An object whose members are all there, but for those named. New members may come with any version. */
export function object(
  description: string,
  properties: { readonly [name: string]: Schema },
  optional: readonly string[] = [],
): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', description, required, properties };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export const textSchema: Schema = { type: 'string' };
export const textOrNone: Schema = { type: ['string', 'null'] };
export const idSchema: Schema = { type: 'integer', minimum: 0 };
export const idOrNone: Schema = { type: ['integer', 'null'], minimum: 0 };

/** Of what was done there is nothing to say. */
export const nothing: Schema = object('Nothing more to say.', {});

/** @param name of the list */
export function pageAnswer(name: string, items: Schema): Schema {
  return object('A page of a list.', {
    [name]: list(items),
    next: {
      type: ['integer', 'null'],
      description: 'Where the next page begins (`after`); null if this is the last one.',
    },
  });
}
