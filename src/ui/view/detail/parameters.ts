/** A parameter of a query or a form, in the order of the text. */
export interface Parameter {
  readonly name: string;
  /** Null if it stands without `=`. */
  readonly value: string | null;
  /** As it stood. */
  readonly raw: string;
  /** Whether name or value hold percent codes that are no UTF-8, so that they are shown as they stood. */
  readonly broken: boolean;
}

/** The query of a request target as parameters; empty if it has none. */
export function queryParameters(path: string): readonly Parameter[] {
  const start = path.indexOf('?');
  return start === -1 ? [] : formParameters(path.slice(start + 1).replace(/#.*$/su, ''));
}

/** Parameters as forms write them (`application/x-www-form-urlencoded`); a plus is a space. Nothing is left out, repeats stay. */
export function formParameters(text: string): readonly Parameter[] {
  return text
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => {
      const equals = raw.indexOf('=');
      const name = decoded(equals === -1 ? raw : raw.slice(0, equals));
      const value = equals === -1 ? null : decoded(raw.slice(equals + 1));
      return {
        name: name.text,
        value: value?.text ?? null,
        raw,
        broken: name.broken || (value?.broken ?? false),
      };
    });
}

function decoded(text: string): { readonly text: string; readonly broken: boolean } {
  try {
    return { text: decodeURIComponent(text.replaceAll('+', ' ')), broken: false };
  } catch {
    return { text, broken: true };
  }
}
