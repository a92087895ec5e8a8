/** What the reader chose before, in this browser; null if nothing, or if the browser keeps nothing. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`understudy.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a choice for the next time, if the browser lets it. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`understudy.${name}`);
    else localStorage.setItem(`understudy.${name}`, value);
  } catch {
    // A choice that is not kept is made again.
  }
}
