import { describe, expect, it } from 'vitest';
import { UsageError, WaitError } from '../../../src/errors.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { standIns } from '../stand-ins.js';

const house = standIns();
const office = (b: RecordingBuilder): void => void workday(recordedAgent(b, 'a1'));
const now = { timeout: 0 };

describe('a filter', () => {
  it('finds a call by its body, as text or by what it contains', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    const body = '{"operationName":"Tag","ids":[12345678901234567890],"deep":{"a":1,"b":2}}';
    await desktop.ask('POST', '/api/v2/me/tweets/T1', body);
    const found = async (filter: object): Promise<boolean> =>
      standIn.waitFor({ call: filter }, now).then(
        () => true,
        () => false,
      );
    expect(await found({ body })).toBe(true);
    expect(await found({ body: /"b":2/gu })).toBe(true);
    expect(await found({ contains: { deep: { b: 2 } } })).toBe(true);
    expect(await found({ contains: { json: '{"ids":[12345678901234567890]}' } })).toBe(true);
    expect(await found({ contains: { json: '{"ids":[12345678901234567891]}' } })).toBe(false);
    expect(await found({ contains: { deep: { b: 3 } } })).toBe(false);
    expect(await found({ body: 'Tag' })).toBe(false);
  });

  it('says in vain what it wanted, and in what others differ', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.ask('POST', '/api/v2/me/tweets/T1', '{"operationName":"Tag"}');
    const wait = standIn.waitFor({ call: { contains: { a: 1 }, body: /x/u } }, now);
    await expect(wait).rejects.toThrow(WaitError);
    await expect(wait).rejects.toThrow(
      /^waited for a call with contains \{"a":1\}, body \/x\/u, but none came in 0 ms\n {2}1 came, the nearest:\n.*; differs in the body, what the body contains$/mu,
    );
  });

  it('finds a notification by what its data contains, and by a reference that no double holds', async () => {
    const standIn = await house.of(office);
    const desktop = house.desktop(standIn);
    await desktop.arrive();
    await desktop.subscribe();
    standIn.push({ channel: '/v2/me/x', data: { json: '{"referenceId":9007199254740993}' } });
    await desktop.connect();
    const at = (filter: object) => standIn.waitFor({ notification: filter }, now);
    await expect(at({ referenceId: 9007199254740993n })).resolves.toMatchObject({ state: 'sent' });
    await expect(at({ referenceId: 9007199254740992n })).rejects.toThrow('9007199254740992');
    const contains = { json: '{"referenceId":9007199254740993}' };
    await expect(at({ contains })).resolves.toMatchObject({ channel: '/v2/me/x' });
    await expect(at({ contains: { json: '{' } })).rejects.toThrow(UsageError);
  });
});
