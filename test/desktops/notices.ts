import type { Sight } from './transcript.js';

/** The part of a notification that a desktop acts on. */
export interface Notice {
  /** What it is about: `twitter`, `email`, `call`, `workbin`, …; null if about nothing with an id. */
  readonly resource: string | null;
  readonly id: string | null;
  readonly state: string | null;
  readonly notificationType: unknown;
  readonly referenceId: unknown;
}

/** The notifications among what was seen. */
export function notices(sights: readonly Sight[]): readonly Notice[] {
  return sights.flatMap((sight) => (sight.kind === 'notification' ? [noticeOf(sight.data)] : []));
}

function noticeOf(text: string): Notice {
  const data: unknown = JSON.parse(text === '' ? '{}' : text);
  if (!isObject(data)) return { ...nothing, notificationType: undefined, referenceId: undefined };
  const { notificationType, referenceId } = data;
  for (const [resource, value] of Object.entries(data)) {
    if (!isObject(value) || typeof value.id !== 'string') continue;
    const state = typeof value.state === 'string' ? value.state : null;
    return { resource, id: value.id, state, notificationType, referenceId };
  }
  return { ...nothing, notificationType, referenceId };
}

const nothing = { resource: null, id: null, state: null };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
