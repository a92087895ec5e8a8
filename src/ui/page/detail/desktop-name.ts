import { shown } from '../state/inspector-state.js';

/** The name of a desktop: its user, with the session where the user has several; else its session. */
export function desktopName(session: number | null, user: string | null = null): string {
  if (session === null) return 'no desktop';
  const sessions = shown.value?.sessions.value ?? [];
  const known = user ?? sessions.find(({ id }) => id === session)?.user ?? null;
  if (known === null) return `session ${session}`;
  const isAlone = sessions.filter((each) => each.user === known).length <= 1;
  return isAlone ? known : `${known} (session ${session})`;
}
