/**
 * Whether a string looks like something that no person would write as a word: eight characters or
 * more, a digit and a letter among them, and nothing that means something in JSON, markup or prose.
 */
export function machineMade(text: string): boolean {
  return /^[\w!#$%*+./?@^|~=-]{8,}$/u.test(text) && /\d/u.test(text) && /[A-Za-z]/u.test(text);
}
