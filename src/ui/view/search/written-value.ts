/** A value as it must be written to be taken as it is. */
export function writtenValue(value: string): string {
  return /^[^\s"\\,|*<>=.+-][^\s"\\,|*]*$/u.test(value) && !value.includes('..')
    ? value
    : `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
