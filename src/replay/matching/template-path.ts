/** Puts `{name}` in the place of the segments that a template lets be any; the same segments if no template fits. */
export type TemplatePath = (segments: readonly string[]) => readonly string[];

/**
 * @param templates tried in order, the first that fits decides. With a leading `/` one fits from the beginning of the path,
 * else where it does first; what follows stays as it is.
 */
export function templatePath(templates: readonly string[]): TemplatePath {
  const parsed = templates.map((template) => ({
    anchored: template.startsWith('/'),
    parts: template.split('/').filter((part) => part !== ''),
  }));
  return (segments) => {
    for (const { anchored, parts } of parsed) {
      const last = anchored ? 0 : segments.length - parts.length;
      for (let from = 0; from <= last; from++) {
        if (parts.every((part, at) => fits(part, segments[from + at]))) {
          return segments.map((each, at) => {
            const part = parts[at - from];
            return part !== undefined && isVariable(part) ? part : each;
          });
        }
      }
    }
    return segments;
  };
}

function fits(part: string, segment: string | undefined): boolean {
  if (segment === undefined || segment === '') return false;
  return part === segment || isVariable(part);
}

function isVariable(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}
