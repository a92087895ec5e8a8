import type { Headers } from '../recording/exchange.js';
import { headerValues } from '../recording/headers.js';
import { type Credentials, credentialsOf } from './credentials.js';
import { Recent } from './recent.js';

/** Characters of all headers together. */
const most = 1024 * 1024;
/** Beside its headers, about what credentials take. */
const overhead = 300;

/** As `credentialsOf`, but reads equal headers once. */
export function rememberedCredentials(): (headers: Headers) => Credentials {
  const known = new Recent<string, Credentials>(most);
  return (headers) => {
    const cookies = headerValues(headers, 'cookie');
    const authorizations = headerValues(headers, 'authorization');
    if (cookies.length === 0 && authorizations.length === 0) return nobodys;
    // No header has an end of line in it.
    const key = `${cookies.length}\n${cookies.join('\n')}\n${authorizations.join('\n')}`;
    let credentials = known.get(key);
    if (credentials === undefined) {
      credentials = credentialsOf(headers);
      known.set(key, credentials, key.length + overhead);
    }
    return credentials;
  };
}

const nobodys = credentialsOf([]);
