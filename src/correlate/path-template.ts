import type { CorrelationRules } from './correlation-rules.js';

/**
 * The id of the resource that a path names, percent-decoded; null if it names none.
 *
 * @param path request target, with or without its query
 */
export function resourceInPath(path: string, rules: CorrelationRules): string | null {
  const segments = segmentsOf(path);
  for (const template of rules.paths.resources) {
    const found = fitted(template, segments, false);
    if (found !== null) return found.id;
  }
  return null;
}

/** Whether calls to this path expect no notification. */
export function isSilentPath(path: string, rules: CorrelationRules): boolean {
  const segments = segmentsOf(path);
  return rules.paths.silent.some((template) => fitted(template, segments, true) !== null);
}

function segmentsOf(path: string): string[] {
  const [beforeQuery = ''] = path.split(/[?#]/, 1);
  return beforeQuery.split('/').filter((segment) => segment !== '');
}

function fitted(
  template: string,
  segments: readonly string[],
  toTheEnd: boolean,
): { readonly id: string | null } | null {
  const wanted = segmentsOf(template);
  const last = segments.length - wanted.length;
  for (let from = 0; from <= (template.startsWith('/') ? Math.min(0, last) : last); from++) {
    const fits = wanted.every((part, i) => isVariable(part) || part === segments[from + i]);
    if (!fits || (toTheEnd && from !== last)) continue;
    const at = wanted.indexOf('{id}');
    return { id: at < 0 ? null : decoded(segments[from + at] ?? '') };
  }
  return null;
}

function isVariable(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
