import type { JsonNode } from '../json/node.js';

/** A JSON schema, as OpenAPI 3.1 and the validator understand it. */
export type Schema = { readonly [keyword: string]: unknown };

/** What can be asked for at a door: what its OpenAPI file says of it, and what is checked. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without parameters in it. */
  readonly path: `/${string}`;
  /** In a few words. */
  readonly summary: string;
  readonly description?: string;
  /** Parameters of the query: an object whose members are integers or strings. */
  readonly query?: Schema;
  /** What may stand in the body; an operation without it takes no members. */
  readonly body?: Schema;
  /** Whether a body must be there. */
  readonly needsBody?: boolean;
  /** What a GET, or something that succeeded, is answered with (200). */
  readonly answer: Schema;
  /** What 200 means, in a few words. */
  readonly meaning: string;
  /** How else it may end, besides what holds for all: what it means, by status. */
  readonly failures?: { readonly [status: number]: string };
  /** What else it may be answered with, as well as the answer. */
  readonly others?: {
    readonly [status: number]: { readonly meaning: string; readonly answer: Schema };
  };
  /** It is no JSON; its errors are plain text. */
  readonly plain?: string;
  /** It may take long: it is one of those of which there is a limited number at a time. */
  readonly waits?: boolean;
}

/** A request that was let in and is as its operation says. */
export interface Asked {
  /** As plain values: numbers that no double holds are to be taken from `node`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body with its text; undefined if there was none. */
  readonly node: JsonNode | undefined;
  readonly query: Readonly<Record<string, unknown>>;
  /** Aborted when who asked is gone, or the door closes. */
  readonly signal: AbortSignal;
}

/** Gives what is answered as JSON, or throws a DoorError. */
export type Perform = (asked: Asked) => unknown;

/** An operation with what performs it. */
export interface BoundOperation {
  readonly name: string;
  readonly operation: Operation;
  readonly perform: Perform;
  /** Say what is wrong with a body, or with the parameters of a query; null if nothing is. */
  readonly checkBody: (content: unknown) => string | null;
  readonly checkQuery: (content: unknown) => string | null;
}

export type Operations = { readonly [name: string]: Operation };

/** What performs each operation: none is forgotten. */
export type Performers<All extends Operations> = { readonly [Name in keyof All]: Perform };

/** @param schemaCheck says what is wrong with a value */
export function bind<All extends Operations>(
  operations: All,
  performers: Performers<All>,
  schemaCheck: (schema: object) => (content: unknown) => string | null,
): readonly BoundOperation[] {
  return Object.entries<Operation>(operations).map(([name, operation]) => ({
    name,
    operation,
    perform: performers[name as keyof All],
    checkBody: schemaCheck(operation.body ?? noMembers),
    checkQuery: schemaCheck(operation.query ?? noMembers),
  }));
}

/** An object with nothing in it. */
export const noMembers: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {},
};
