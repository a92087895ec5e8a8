import { createRequire } from 'node:module';
import util from 'node:util';
import type HttpProxy from 'http-proxy';

const load = createRequire(import.meta.url);

/**
 * Loads http-proxy, on first use. It takes `util._extend` when it is loaded, which Node 22 and later warn
 * about when it is called (DEP0060). While it loads, and only then, that name is `Object.assign`, which
 * does the same: so no warning is silenced, it has no cause.
 */
export function loadHttpProxy(): typeof HttpProxy {
  const original = Object.getOwnPropertyDescriptor(util, '_extend');
  Object.defineProperty(util, '_extend', { ...original, value: Object.assign });
  try {
    return load('http-proxy') as typeof HttpProxy;
  } finally {
    if (original !== undefined) Object.defineProperty(util, '_extend', original);
  }
}
