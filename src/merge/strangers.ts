import type { Part } from './part.js';

/**
 * Says that recordings which should know each other's sessions may not: they have users in common, and nothing else.
 *
 * @returns at most one sentence
 */
export function strangersOf(parts: readonly Part[], joinedSessions: number): readonly string[] {
  if (joinedSessions > 0) return [];
  const fileOf = new Map<string, string>();
  for (const { file, rows } of parts) {
    for (const { user } of rows.users()) {
      const before = fileOf.get(user) ?? file;
      fileOf.set(user, before);
      if (before === file) continue;
      return [
        `${before} and ${file} have a user in common, and no session: visits that went through both recorders are joined by their cookies only if both recorded with the same --key`,
      ];
    }
  }
  return [];
}
