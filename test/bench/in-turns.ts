/** All of them, each round beginning with another one, so that none is always first. */
export function inTurns<T>(all: readonly T[], round: number): readonly T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
