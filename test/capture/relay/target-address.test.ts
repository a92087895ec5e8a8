import { expect, it } from 'vitest';
import { targetAddress } from '../../../src/capture/relay/target-address.js';

it.each([
  ['http://gws.test', 'gws.test', 80],
  ['https://gws.test', 'gws.test', 443],
  ['https://gws.test:8443', 'gws.test', 8443],
  ['http://[::1]:8080', '::1', 8080],
])('finds in %s the host %s and the port %i', (url, host, port) => {
  expect(targetAddress(new URL(url))).toEqual({ host, port });
});
