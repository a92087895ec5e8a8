import { describe, expect, it } from 'vitest';
import {
  type BayeuxErrorKind,
  bayeuxError,
  eraOf,
  parseBayeuxError,
  type ServerEra,
} from '../../src/bayeux/errors.js';

const SAID: readonly (readonly [BayeuxErrorKind, ServerEra, string])[] = [
  ['session-unknown', '3', '402::Unknown client'],
  ['session-unknown', '4', '402::unknown_session'],
  ['session-unknown', '5', '402::session_unknown'],
  ['handshake-denied', '3', '403::Handshake denied'],
  ['handshake-denied', '4', '403::handshake_denied'],
  ['handshake-denied', '5', '403::handshake_denied'],
  ['channel-missing', '3', '400::channel missing'],
  ['message-deleted', '5', '404::message_deleted'],
  ['subscription-missing', '3', '403::subscription_missing'],
];

describe('bayeuxError', () => {
  it.each(SAID)('says %s as a server of era %s does: %s', (kind, era, text) => {
    expect(bayeuxError(kind, era)).toBe(text);
    expect(parseBayeuxError(text)).toMatchObject({ kind, args: [] });
  });

  it('puts arguments between the colons', () => {
    expect(bayeuxError('create-denied', '5', ['denied_by_security_policy'])).toBe(
      '403:denied_by_security_policy:create_denied',
    );
  });
});

describe('parseBayeuxError', () => {
  it('takes code, arguments and message apart', () => {
    expect(parseBayeuxError('403:xj3sjdsjdsjad,/foo/bar:Subscription denied')).toEqual({
      code: 403,
      args: ['xj3sjdsjdsjad', '/foo/bar'],
      message: 'Subscription denied',
      kind: null,
    });
    expect(parseBayeuxError('500::a: b')?.message).toBe('a: b');
  });

  it.each(['', 'Unknown client', '402', '402:', '4022::x', 'constructor'])('refuses %j', (text) => {
    expect(parseBayeuxError(text)).toBeNull();
  });
});

describe('eraOf', () => {
  it('tells the era from a wording that only its servers use', () => {
    expect(eraOf('402::Unknown client')).toBe('3');
    expect(eraOf('402::unknown_session')).toBe('4');
    expect(eraOf('402::session_unknown')).toBe('5');
    expect(eraOf('403::handshake_denied')).toBeNull();
    expect(eraOf('403::subscribe_denied')).toBeNull();
    expect(eraOf('402::something else')).toBeNull();
  });
});
