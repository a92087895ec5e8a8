/** What a desktop saw, one thing after the other. */
export type Sight =
  | {
      readonly kind: 'http';
      /** Method and path. */
      readonly request: string;
      readonly status: number;
      /** Only those a desktop may care about; see `seenHeaders`. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** After content decoding. */
      readonly body: string;
    }
  | {
      readonly kind: 'notification';
      readonly channel: string;
      /** The message's raw text without its `id`. */
      readonly message: string;
      /** Its `data`, raw. */
      readonly data: string;
    }
  | { readonly kind: 'handshake'; readonly successful: boolean }
  | { readonly kind: 'subscribe'; readonly channel: string; readonly successful: boolean };

/** All that one desktop saw, in the order it saw it. */
export interface Transcript {
  /** The server's origin, which stands in bodies and notifications. */
  readonly origin: string;
  readonly user: string;
  readonly sights: readonly Sight[];
  /** What its further tabs saw, in the order they were opened. */
  readonly tabs?: readonly Transcript[];
}

export type HttpSight = Extract<Sight, { kind: 'http' }>;
export type NotificationSight = Extract<Sight, { kind: 'notification' }>;

/** Response headers that a transcript keeps, in lower case. */
export const seenHeaders: readonly string[] = [
  'content-type',
  'content-encoding',
  'set-cookie',
  'x-csrf-header',
  'x-csrf-token',
  'understudy-miss',
];

/** The HTTP answers of a transcript. */
export function httpAnswers({ sights }: Transcript): readonly HttpSight[] {
  return sights.filter((sight) => sight.kind === 'http');
}

/** The notifications of a transcript. */
export function notifications({ sights }: Transcript): readonly NotificationSight[] {
  return sights.filter((sight) => sight.kind === 'notification');
}
