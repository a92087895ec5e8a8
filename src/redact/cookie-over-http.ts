/**
 * A `Set-Cookie` value of an https server as it must be for a desktop that came over http, else a browser would not take
 * the cookie, or not send it back (RFC 6265bis §5.7): without `Secure`, and without what is valid only beside it,
 * `SameSite=None` and `Partitioned`. The recorder or stand-in is one site, so that the default, Lax, does.
 */
export function cookieOverHttp(value: string): string {
  return value.replace(
    /;[ \t]*(?:(?:secure|partitioned)(?:[ \t]*=[^;]*)?|samesite[ \t]*=[ \t]*"?none"?)[ \t]*(?=;|$)/giu,
    '',
  );
}
