/** Where the vendor's server stood; each answer names the server as its caller calls it instead. */
export const printedOrigin = 'http://192.168.83.25:8080';

/** Exchanges literal pieces of a raw text; nothing is parsed, so nothing is lost. */
export function exchange(text: string, pieces: readonly (readonly [string, string])[]): string {
  return pieces.reduce((result, [from, to]) => result.replaceAll(from, () => to), text);
}
