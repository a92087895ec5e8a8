/** How a text stands in another. */
export interface Codec {
  /** Null if it is not well encoded. */
  decode(raw: string): string | null;
  encode(text: string): string;
  /** What parts a value into pieces, as it stands raw. */
  readonly delimiters: RegExp;
}

/** The value of a header. */
export const plain: Codec = {
  decode: (raw) => raw,
  // Whatever a server handed out, no line of its own comes of it.
  encode: (text) => text.replace(/[\r\n\0]/gu, ''),
  delimiters: /[\s/?&=,;#|"<>()[\]{}]+/gu,
};

/** The inside of a JSON string (RFC 8259 §7). */
export const json: Codec = {
  decode(raw) {
    if (!raw.includes('\\')) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      return null;
    }
  },
  encode: (text) => JSON.stringify(text).slice(1, -1),
  delimiters: /(?:\\[/"nrt]|[\s/?&=,;#|<>()[\]{}])+/gu,
};

/** A segment of a path (RFC 3986 §3.3). */
export const segment: Codec = {
  decode: percentDecoded,
  // `pchar` need not be encoded, and servers differ in whether they do.
  encode: (text) =>
    encoded(text).replace(/%(?:3A|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/gu, decodeURIComponent),
  delimiters: /(?:%2C|%2F|%3B|%3D|%7C|%20|[,;=|])+/giu,
};

/** A value in a query or a form. */
export const parameter: Codec = {
  decode: (raw) => percentDecoded(raw.replaceAll('+', ' ')),
  encode: encoded,
  delimiters: /(?:%2C|%2F|%3B|%7C|%3F|%3D|%26|%20|[+,;/|?])+/giu,
};

/** A whole request target: what is put there is one already. */
export const target: Codec = {
  decode: (raw) => raw,
  encode: (text) => text.replace(/^https?:\/\/[^/?#]+/iu, '').replace(/[^\x21-\x7e]/gu, encoded),
  delimiters: /(?!)/gu,
};

/** A piece of a URI that stands in another text. */
export function percentWithin(outer: Codec): Codec {
  return {
    decode(raw) {
      const text = outer.decode(raw);
      return text === null ? null : percentDecoded(text);
    },
    encode: (text) => outer.encode(segment.encode(text)),
    delimiters: outer.delimiters,
  };
}

export function percentDecoded(raw: string): string | null {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

function encoded(text: string): string {
  // Half a surrogate pair can't be encoded (RFC 3629 §3).
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}
