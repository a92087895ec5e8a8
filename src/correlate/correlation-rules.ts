/** Ways to explain a notification, the strongest first. */
export const RULE_NAMES = [
  'reference-response',
  'reference-request',
  'reference-bulk',
  'resource',
  'order',
] as const;

export type RuleName = (typeof RULE_NAMES)[number];

/**
 * What an API looks like to the correlator: plain JSON, so that another API needs no code.
 * A member's name that begins with `/` is a JSON Pointer (RFC 6901), but in `members.resources`.
 */
export interface CorrelationRules {
  /** The rules that are asked; their rank is fixed. */
  readonly rules: readonly RuleName[];
  readonly paths: {
    /**
     * How a path names a resource. Tried in order, the first that fits decides. `{id}` is the
     * resource's id, `{operation}` the operation of a call whose body names none, any other `{name}`
     * one segment of any text; a template without `{id}` says that such paths name no resource. With a leading `/` it fits from the beginning of the path,
     * else anywhere in it; what follows in the path does not matter.
     */
    readonly resources: readonly string[];
    /** Calls to exactly such a path expect no notification. */
    readonly silent: readonly string[];
  };
  readonly members: {
    /** Member of a call's body that names its operation. */
    readonly operation: string;
    /** Member of an answer that says how it went. */
    readonly statusCode: string;
    /** Members that are references, in requests, answers and notifications; the first present counts. */
    readonly references: readonly string[];
    /** Member of an answer to a call on several resources: an object that has a reference for each id. */
    readonly bulkReferences: string;
    /** Members of a notification's `data` that tell its type, and what kind of change it reports. */
    readonly messageType: string;
    readonly notificationType: string;
    /** Members of `data` that can be the resource: an object with an id. */
    readonly resources: readonly string[];
    /** Members of the resource. */
    readonly id: string;
    readonly state: string;
  };
  /** Values of an answer's status code that are no failure. An answer without one goes by its HTTP status. */
  readonly successCodes: readonly number[];
  /** States that begin an interaction: they answer no call. */
  readonly beginStates: readonly string[];
  /** Which states an operation can lead to. An operation that stands nowhere can lead to any but the beginning ones. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** Types of notification that report changed properties, whatever the state. */
  readonly propertyTypes: readonly string[];
  /** Types of notification that report that an operation failed after all, whatever the state. */
  readonly errorTypes: readonly string[];
  /** Operations that change properties and no state. */
  readonly propertyOperations: readonly string[];
}
