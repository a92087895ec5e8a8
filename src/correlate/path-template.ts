import type { CorrelationRules } from './correlation-rules.js';

/**
 * The id of the resource that a path names, percent-decoded; null if it names none.
 *
 * @param path request target, with or without its query
 */
export function resourceInPath(path: string, rules: CorrelationRules): string | null {
  return firstFitting(path, rules)?.id ?? null;
}

/** Which segment of a path is the id of a resource, counted from 0 without empty ones; null if none is. */
export function placeOfId(path: string, rules: CorrelationRules): number | null {
  return firstFitting(path, rules)?.place ?? null;
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
  /** Index of the segment that is the id. */
  readonly place: number | null;
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
  const end = path.search(/[?#]/);
  const beforeQuery = end === -1 ? path : path.slice(0, end);
  return beforeQuery.split('/').filter((segment) => segment !== '');
}

/** Templates are few, and asked of every call. */
const templates = new Map<string, readonly string[]>();
const MOST_TEMPLATES = 1_000;

function segmentsOfTemplate(template: string): readonly string[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const segments = segmentsOf(template);
  if (templates.size < MOST_TEMPLATES) templates.set(template, segments);
  return segments;
}

function fitted(template: string, segments: readonly string[], toTheEnd: boolean): Named | null {
  const wanted = segmentsOfTemplate(template);
  const last = segments.length - wanted.length;
  const furthest = template.startsWith('/') ? Math.min(0, last) : last;
  for (let from = toTheEnd ? Math.max(0, last) : 0; from <= furthest; from++) {
    if (!fits(wanted, segments, from)) continue;
    const named = (variable: string): string | null => {
      const at = wanted.indexOf(variable);
      return at < 0 ? null : decoded(segments[from + at] ?? '');
    };
    const at = wanted.indexOf('{id}');
    const place = at < 0 ? null : from + at;
    return { id: named('{id}'), operation: named('{operation}'), place };
  }
  return null;
}

function fits(wanted: readonly string[], segments: readonly string[], from: number): boolean {
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i] ?? '';
    if (part !== segments[from + i] && !isVariable(part)) return false;
  }
  return true;
}

function isVariable(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
