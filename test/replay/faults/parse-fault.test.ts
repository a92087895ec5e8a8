import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { checkFaultRules } from '../../../src/replay/faults/check-fault-rule.js';
import type { FaultRule } from '../../../src/replay/faults/fault-rule.js';
import { faultText, parseFault } from '../../../src/replay/faults/parse-fault.js';

describe('the text of a fault', () => {
  it.each([
    ['drop', { kind: 'drop' }],
    ['drop:rate=0.25,channel=/v2/me/*', { kind: 'drop', rate: 0.25, channel: '/v2/me/*' }],
    ['late: ms=500 , nth=2', { kind: 'late', ms: 500, nth: 2 }],
    [
      'cut-response:path=/api/v2/me/tweets/*,at=0.5',
      { kind: 'cut-response', path: '/api/v2/me/tweets/*', at: 0.5 },
    ],
    [
      'error:status=502,performed=true,user=a:b',
      { kind: 'error', status: 502, performed: true, user: 'a:b' },
    ],
    ['slow:bytes=2000', { kind: 'slow', bytes: 2000 }],
  ])('is read: %s', (text, rule) => {
    expect(parseFault(text)).toEqual(rule);
  });

  it.each([
    ['drpo', "'drpo' is no fault; give drop, double, late"],
    ['', "'' is no fault; give drop"],
    ['drop:rate=NaN', "'rate=NaN' of the fault drop: give a number from 0 to 1"],
    ['drop:rate=1.5', "'rate=1.5' of the fault drop"],
    ['drop:rate=-1', "'rate=-1' of the fault drop"],
    ['drop:rate=', "'rate=' of the fault drop"],
    ['drop:nth=0', 'give a whole number from 1'],
    ['drop:nth=1e9', 'give a whole number from 1'],
    ['drop:nth=99999999999999999999', 'give a whole number from 1'],
    ['late:ms=2147483648', 'give a whole number from 1 to 2147483647'],
    ['late:ms=1,acts=1', 'ms or acts, not both'],
    ['drop:ms=5', "the fault drop takes no 'ms'; it takes rate, nth"],
    ['drop:__proto__=5', "the fault drop takes no '__proto__'"],
    ['drop:constructor=5', "the fault drop takes no 'constructor'"],
    ['drop:kind=late', "'kind=late' of the fault 'drop:kind=late' is there twice"],
    ['dorp', 'expire, error or slow; did you mean drop?'],
    ['cut-conect:rate=1', 'or slow; did you mean cut-connect?'],
    ['drop:nht=1', "takes no 'nht'; it takes rate, nth"],
    ['drop:nht=1', 'path or channel; did you mean nth?'],
    ['drop:rate', "'rate' of the fault 'drop:rate' is no key=value"],
    ['drop:', "'' of the fault 'drop:' is no key=value"],
    ['drop:nth=1,nth=2', 'is there twice'],
    ['drop:channel=tweets', 'give a channel like'],
    ['error:channel=/v2/me/tweets', 'takes no other channel than /meta/connect'],
    ['error:channel=/meta/connect,performed=true', 'for calls and safe requests only'],
    ['error:status=200', 'give a whole number from 400 to 599'],
    ['error:performed=yes', 'give true or false'],
    ['slow', 'takes bytes a second'],
    ['cut-frame:at=1.5', 'give a share below 1, or a whole number of bytes'],
  ])('is refused with what is allowed: %s', (text, message) => {
    expect(() => parseFault(text)).toThrow(UsageError);
    expect(() => parseFault(text)).toThrow(message);
  });

  it.each(['drop', 'late:nth=2,ms=500', 'error:operation=Complete,status=502,performed=true'])(
    'is written again: %s',
    (text) => {
      expect(faultText(parseFault(text))).toBe(text);
    },
  );
});

describe('faults that a program gives', () => {
  it.each([
    [null, 'a list of rules'],
    [[null], 'an object with a kind'],
    [['drop'], 'an object with a kind'],
    [[{ kind: 'drop', rate: '0.5' }], "'rate=0.5' of the fault drop"],
    [[{ kind: 'drop', rate: Number.NaN }], "'rate=NaN' of the fault drop"],
    [[{ kind: 'toString' }], "'toString' is no fault"],
    [Array.from({ length: 101 }, () => ({ kind: 'drop' })), '101 faults are too many'],
  ])('are refused if they are none', (rules, message) => {
    expect(() => checkFaultRules(rules as unknown as readonly FaultRule[])).toThrow(message);
  });
});
