/** Charsets in which ASCII stands for itself; in UTF-16 an origin would be other bytes. */
const asciiBased = /^(?:utf-?8|us-ascii|iso-8859-\d{1,2}|windows-125\d|latin1)$/u;
const types =
  /^(?:text\/[\w.+-]+|application\/(?:json|javascript|x-javascript|ecmascript|xml|x-www-form-urlencoded|[\w.-]+\+(?:json|xml)))$/u;

/** Whether a body of that `Content-Type` is text in which an origin can be found as ASCII (RFC 9110 §8.3). */
export function isTextual(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (!types.test(type.trim())) return false;
  const charsets = parameters.flatMap(
    (each) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/u.exec(each)?.[1] ?? [],
  );
  return charsets.every((charset) => asciiBased.test(charset));
}
