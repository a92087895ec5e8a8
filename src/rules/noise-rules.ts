/** How a place varies by itself. */
export const NOISE_KINDS = [
  'timestamp',
  'uuid',
  'counter',
  'number',
  'token',
  'text',
  'values',
  'absent',
  'order',
  'times',
  'any',
] as const;

export type NoiseKind = (typeof NOISE_KINDS)[number];

/** Something that differs between recordings of one version, and so means nothing. */
export interface NoiseRule {
  /** Where: `POST /api/v2/me/tweets/{id} Complete`, `/v2/me/tweets TwitterStateChangeMessage StatusChange`; a `*` in it is any text. */
  readonly in: string;
  /** The place in the body or in `data`: a JSON Pointer, in which `*` is any one member or item and `**` any number of them. */
  readonly at?: string;
  /** The header, in lower case. Without `at` and `header`: `values` of the status, `times` and `order` of notifications, `any` of all. */
  readonly header?: string;
  readonly kind: NoiseKind;
  /** The only values of `values`. */
  readonly values?: readonly unknown[];
  /** Of a token: the fewest and the most characters, and which. */
  readonly length?: readonly [least: number, most: number];
  readonly alphabet?: TokenAlphabet;
  /** Of `times`: how often it comes after one cause, at least and at most. */
  readonly least?: number;
  readonly most?: number;
  /** It may be missing there altogether; what stands there then is as the kind says. */
  readonly absent?: boolean;
  /** Evidence: how often it was compared, and how often it differed. */
  readonly seen?: number;
  readonly varied?: number;
}

export const TOKEN_ALPHABETS = ['digits', 'hex', 'letters-digits', 'base64', 'any'] as const;
export type TokenAlphabet = (typeof TOKEN_ALPHABETS)[number];

/** Characters of `in` and `at`; who names a place by more is up to something. */
export const LONGEST_PLACE = 10_000;

/** What a diff takes for noise: the `noise` section of a rules file. `docs/rules.md` describes it. */
export interface NoiseRules {
  /** Names of members whose lists are sets: the order of their items means nothing. */
  readonly sets: readonly string[];
  readonly ignore: readonly NoiseRule[];
}

/** As with Genesys Web Services. */
export const gwsNoiseRules: NoiseRules = { sets: ['capabilities'], ignore: [] };
