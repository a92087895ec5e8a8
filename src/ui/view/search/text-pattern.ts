/** A text that `*` may stand in for any other; letters match whatever their case. */
export interface TextPattern {
  /** What stands between the `*`, in lower case; one if there is no `*`. */
  readonly parts: readonly string[];
}

/** Whether the whole of `text` is as the pattern says. Linear but for what repeats: the first place that fits is the best one. */
export function fits({ parts }: TextPattern, text: string): boolean {
  const lower = text.toLowerCase();
  const first = parts[0] ?? '';
  if (parts.length === 1) return lower === first;
  const last = parts.at(-1) ?? '';
  if (lower.length < first.length + last.length) return false;
  if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = lower.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= lower.length - last.length;
}

/** The same anywhere in a text. */
export function anywhere({ parts }: TextPattern): TextPattern {
  return { parts: ['', ...parts, ''] };
}
