/** A value of a difference as text of one line: JSON, or what stands for what JSON can't hold. Not yet printable. */
export function valueText(value: unknown): string {
  if (isWrapped(value, 'json')) return value.json;
  if (isWrapped(value, 'base64')) {
    return `${Buffer.byteLength(value.base64, 'base64')} bytes ${value.base64}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** `{json: text}` and `{base64: text}`, as a difference holds what JavaScript or JSON can't. */
function isWrapped<K extends string>(
  value: unknown,
  name: K,
): value is { readonly [N in K]: string } {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== name) return false;
  return typeof (value as Record<string, unknown>)[name] === 'string';
}
