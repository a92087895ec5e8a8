import { describe, expect, it } from 'vitest';
import { canonicalOrigin, recordedOrigins } from '../../src/acts/origins.js';

describe('the origins of a recorded server', () => {
  it('are its target, and what desktops called it', () => {
    const info = { target: 'http://gws.test:8080', origin: 'http://127.0.0.1:8090' };
    expect(recordedOrigins(info, ['127.0.0.1:8090', 'no host'])).toEqual([
      'http://gws.test:8080',
      'http://127.0.0.1:8090',
    ]);
    expect(canonicalOrigin(info.target)).toBe(info.target);
    expect(canonicalOrigin('https://[::1]:8443')).toBe('https://[::1]:8443');
  });

  it.each([
    '',
    '(a+)+$',
    'file:///etc/passwd',
    'http://name:password@gws.test',
    'http://gws.test/path',
    `http://${'x'.repeat(1_000_000)}`,
  ])('hold no target that is none: %.40s', (target) => {
    expect(recordedOrigins({ target, origin: null }, [])).toEqual([]);
    expect(canonicalOrigin(target)).toBe('http://server.invalid');
  });
});
