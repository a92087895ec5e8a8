import { type Credentials, credentialsOf } from '../acts/credentials.js';
import type { Headers } from '../recording/exchange.js';
import { headerValues } from '../recording/headers.js';
import { Recent } from './recent.js';

/** Characters of all headers together. */
const most = 1024 * 1024;
/** Beside its headers, about what credentials take. */
const overhead = 300;

/** As `credentialsOf`, but reads equal headers once. */
export function rememberedCredentials(): (headers: Headers) => Credentials {
  const known = new Recent<string, Credentials>(most);
  let latest: { readonly headers: Headers; readonly credentials: Credentials } | null = null;
  return (headers) => {
    // One request is asked about several times.
    if (latest?.headers === headers) return latest.credentials;
    const key = keyOf(headers);
    let credentials = key === null ? nobodys : known.get(key);
    if (credentials === undefined) {
      credentials = credentialsOf(headers);
      if (key !== null) known.set(key, credentials, key.length + overhead);
    }
    latest = { headers, credentials };
    return credentials;
  };
}

const nobodys = credentialsOf([]);

/** All that credentials are read from; null if there is nothing. No header has an end of line in it. */
function keyOf(headers: Headers): string | null {
  const cookies = headerValues(headers, 'cookie');
  const authorizations = headerValues(headers, 'authorization');
  if (authorizations.length === 0) return cookies.length === 0 ? null : cookies.join('\n');
  return `${cookies.join('\n')}\n\n${authorizations.join('\n')}`;
}
