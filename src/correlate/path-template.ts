import type { CorrelationRules } from './correlation-rules.js';

/**
 * The id of the resource that a path names, percent-decoded; null if it names none.
 *
 * @param path request target, with or without its query
 */
export function resourceInPath(path: string, rules: CorrelationRules): string | null {
  return firstFitting(path, rules)?.id ?? null;
}

/** The operation that a path names, percent-decoded; null if it names none. */
export function operationInPath(path: string, rules: CorrelationRules): string | null {
  return firstFitting(path, rules)?.operation ?? null;
}

/** Whether calls to this path expect no notification. */
export function isSilentPath(path: string, rules: CorrelationRules): boolean {
  const segments = segmentsOf(path);
  return rules.paths.silent.some((template) => fitted(template, segments, true) !== null);
}

/** What a path names, each null if it is not in it. */
interface Named {
  readonly id: string | null;
  readonly operation: string | null;
}

function firstFitting(path: string, rules: CorrelationRules): Named | null {
  const segments = segmentsOf(path);
  for (const template of rules.paths.resources) {
    const found = fitted(template, segments, false);
    if (found !== null) return found;
  }
  return null;
}

function segmentsOf(path: string): string[] {
  const [beforeQuery = ''] = path.split(/[?#]/, 1);
  return beforeQuery.split('/').filter((segment) => segment !== '');
}

function fitted(template: string, segments: readonly string[], toTheEnd: boolean): Named | null {
  const wanted = segmentsOf(template);
  const last = segments.length - wanted.length;
  for (let from = 0; from <= (template.startsWith('/') ? Math.min(0, last) : last); from++) {
    const fits = wanted.every((part, i) => isVariable(part) || part === segments[from + i]);
    if (!fits || (toTheEnd && from !== last)) continue;
    const named = (variable: string): string | null => {
      const at = wanted.indexOf(variable);
      return at < 0 ? null : decoded(segments[from + at] ?? '');
    };
    return { id: named('{id}'), operation: named('{operation}') };
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
