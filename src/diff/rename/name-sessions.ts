import type { Identifiers } from '../identifiers.js';
import type { SessionView } from '../session-view.js';
import { differingTokens } from './tokens.js';
import { voteByNotices } from './vote-by-notices.js';

/** More than any number of places where a name stands. */
const CERTAIN = 1e9;

/**
 * What two sessions that belong together say of names before anything is compared: of what their notifications are about,
 * and of their users, who may be called otherwise in a test installation.
 */
export function nameSessions(
  { renaming, usage }: Identifiers,
  ours: SessionView | null,
  theirs: SessionView | null,
): void {
  for (const { id } of ours?.notices ?? []) if (id !== null) usage.baseline.resource(id);
  for (const { id } of theirs?.notices ?? []) if (id !== null) usage.candidate.resource(id);
  voteByNotices(renaming, ours?.notices ?? [], theirs?.notices ?? []);
  for (const pair of differingTokens(ours?.user ?? '', theirs?.user ?? '') ?? []) {
    usage.baseline.name(pair[0]);
    usage.candidate.name(pair[1]);
    renaming.vote(pair, 'the name of the user', CERTAIN);
  }
}
