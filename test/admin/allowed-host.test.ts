import { expect, it } from 'vitest';
import { isAllowedHost, isOwnOrigin } from '../../src/admin/allowed-host.js';

it.each([
  ['127.0.0.1:9100', '127.0.0.1', '127.0.0.1'],
  ['localhost:9100', '127.0.0.1', '127.0.0.1'],
  ['LOCALHOST', '127.0.0.1', '127.0.0.1'],
  ['[::1]:9100', '::1', '::1'],
  ['10.0.0.7:9100', '0.0.0.0', '10.0.0.7'],
  ['10.0.0.7:9100', '::', '::ffff:10.0.0.7'],
  ['staging.test:9100', 'staging.test', '10.0.0.7'],
  // As a container's published port is asked for.
  ['localhost:9999', '0.0.0.0', '172.17.0.2'],
])('takes %s for a name of this machine (bound to %s)', (host, given, local) => {
  expect(isAllowedHost(host, given, local)).toBe(true);
});

it.each([
  [undefined, '127.0.0.1', '127.0.0.1'],
  ['', '127.0.0.1', '127.0.0.1'],
  ['evil.test:9100', '127.0.0.1', '127.0.0.1'],
  ['localhost.evil.test', '127.0.0.1', '127.0.0.1'],
  ['127.0.0.1.evil.test', '127.0.0.1', '127.0.0.1'],
  ['evil@127.0.0.1', '127.0.0.1', '127.0.0.1'],
  ['127.0.0.1/evil', '127.0.0.1', '127.0.0.1'],
  ['10.0.0.8', '0.0.0.0', '10.0.0.7'],
  ['evil.test', '0.0.0.0', '10.0.0.7'],
])('does not take %s for one (bound to %s)', (host, given, local) => {
  expect(isAllowedHost(host, given, local)).toBe(false);
});

it('takes only the origin of the door itself for its own', () => {
  const host = '127.0.0.1:9100';
  expect(isOwnOrigin(undefined, host)).toBe(true);
  expect(isOwnOrigin(`http://${host}`, host)).toBe(true);
  for (const origin of ['null', 'http://evil.test', `https://${host}`, 'http://127.0.0.1', '']) {
    expect(isOwnOrigin(origin, host), origin).toBe(false);
  }
});
