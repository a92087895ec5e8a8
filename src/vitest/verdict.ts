/** What each version of vitest takes from a matcher. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}
