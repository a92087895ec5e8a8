import { shown } from '../state/inspector-state.js';

/** The name of a desktop: its user, else its session. */
export function desktopName(session: number | null, user: string | null = null): string {
  if (session === null) return 'no desktop';
  const known = user ?? shown.value?.sessions.value.find(({ id }) => id === session)?.user ?? null;
  return known === null ? `session ${session}` : `${known} (session ${session})`;
}
