/**
 * The origin that a URI begins with: its length in the text, and its normal form (RFC 6454 §6.1),
 * so that case and a default port make no difference. Undefined if it begins with none.
 */
export function leadingOrigin(uri: string): { length: number; origin: string } | undefined {
  const [text] = /^https?:\/\/[^/?#\\@\s]+(?=$|[/?#])/i.exec(uri) ?? [];
  if (text === undefined || !URL.canParse(text)) return undefined;
  return { length: text.length, origin: new URL(text).origin };
}

/**
 * The origin under which a desktop reached the recorder, from its `Host`, as it wrote it.
 *
 * @param scheme what desktops speak
 */
export function originOfHost(
  host: string | undefined,
  scheme: 'http' | 'https',
): string | undefined {
  const origin = `${scheme}://${host ?? ''}`;
  if (!origins.has(origin)) {
    if (origins.size >= MOST_ORIGINS) origins.clear();
    const whole = leadingOrigin(origin)?.length === origin.length;
    origins.set(origin, whole ? origin : undefined);
  }
  return origins.get(origin);
}

/** Desktops write few, and each with every request. */
const origins = new Map<string, string | undefined>();
const MOST_ORIGINS = 100;

/** The URI with its origin exchanged, if that is one of those; else undefined. */
export function exchangeOrigin(
  uri: string,
  from: readonly string[],
  to: string,
): string | undefined {
  const leading = leadingOrigin(uri);
  if (leading === undefined) return undefined;
  if (!from.some((other) => leadingOrigin(other)?.origin === leading.origin)) return undefined;
  return to + uri.slice(leading.length);
}
