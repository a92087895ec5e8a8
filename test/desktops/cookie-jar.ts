/** One desktop's cookies, for the one server it talks to. */
export interface CookieJar {
  /** Takes a `Set-Cookie` header. */
  store(setCookie: string): void;
  /** All cookies as `name=value`, in the order they were first set. */
  pairs(): readonly string[];
}

/** @param secure whether the server is talked to over https: else cookies that are bound to it are not taken */
export function createCookieJar(secure = true): CookieJar {
  const cookies = new Map<string, string>();
  return {
    store(setCookie) {
      const [pair = '', ...attributes] = setCookie.split(';');
      if (!secure && attributes.some((each) => /^\s*secure\b/iu.test(each))) return;
      const equals = pair.indexOf('=');
      if (equals > 0) cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
    },
    pairs: () => [...cookies].map(([name, value]) => `${name}=${value}`),
  };
}
