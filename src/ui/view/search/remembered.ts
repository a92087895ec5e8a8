const MOST_REMEMBERED = 5_000;

/** Most members have few values: each is looked at once. */
export function remembered(matches: (value: string) => boolean): (value: string) => boolean {
  const known = new Map<string, boolean>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const answer = matches(value);
    if (known.size < MOST_REMEMBERED) known.set(value, answer);
    return answer;
  };
}
