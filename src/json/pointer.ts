/** The JSON Pointer of a member or item of what `pointer` names (RFC 6901 §3). */
export function pointerInto(pointer: string, token: string | number): string {
  // Concatenation of long strings is lazy in V8, so a pointer that nobody reads costs next to nothing.
  return `${pointer}/${typeof token === 'number' ? token : escaped(token)}`;
}

function escaped(name: string): string {
  if (!name.includes('~') && !name.includes('/')) return name;
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
