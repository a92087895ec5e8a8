/** What is wrong with a line, in a few words that follow its number. */
export class LineError extends Error {
  override readonly name = 'LineError';
}
