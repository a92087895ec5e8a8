import { describe, expect, it } from 'vitest';
import { AckTracker } from '../../src/bayeux/ack.js';
import { parseBatch } from '../../src/bayeux/batch.js';

/** Tells a transcript to a tracker; gives the names of the events, re-sends marked by a star. */
function transcript(...lines: readonly (readonly ['>' | '<', ...string[]])[]): string {
  const tracker = new AckTracker();
  const seen: string[] = [];
  for (const [direction, ...texts] of lines) {
    for (const message of parseBatch(`[${texts.join()}]`) ?? []) {
      if (direction === '>') {
        tracker.requested(message);
        continue;
      }
      const again = tracker.delivered('c1', message);
      const [, name] = /"data":"(.*)"/.exec(message.text) ?? [];
      if (name !== undefined) seen.push(again ? `${name}*` : name);
    }
  }
  return seen.join(' ');
}

const handshake = (ack: string) =>
  `{"channel":"/meta/handshake","clientId":"c1","successful":true,"ext":{"ack":${ack}}}`;
const connect = (ack: number) =>
  `{"channel":"/meta/connect","clientId":"c1","connectionType":"long-polling","ext":{"ack":${ack}}}`;
const connected = (ack: number) =>
  `{"channel":"/meta/connect","successful":true,"ext":{"ack":${ack}}}`;
const event = (name: string) => `{"channel":"/v2/me/tweets","data":"${name}"}`;

describe('AckTracker', () => {
  it('takes everything for new while every batch is acknowledged', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), connected(1)],
        ['>', connect(1)],
        ['<', event('a'), event('b'), connected(2)],
        ['>', connect(2)],
        ['<', event('a'), connected(3)],
      ),
    ).toBe('a a b a');
  });

  it('knows the events of a lost answer again, and the new ones behind them', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), event('b'), connected(1)],
        ['>', connect(0)],
        ['<', event('a'), event('b'), event('c'), connected(2)],
        ['>', connect(2)],
        ['<', event('a'), connected(3)],
      ),
    ).toBe('a b a* b* c a');
  });

  it('knows them again as often as they come', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), connected(1)],
        ['>', connect(0)],
        ['<', event('a'), event('b'), connected(2)],
        ['>', connect(0)],
        ['<', event('a'), event('b'), connected(3)],
      ),
    ).toBe('a a* b a* b*');
  });

  it('counts equal events: what was sent twice comes again twice', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), event('a'), connected(1)],
        ['>', connect(0)],
        ['<', event('a'), event('a'), event('a'), connected(2)],
      ),
    ).toBe('a a a* a* a');
  });

  it('takes an equal event for new after the answer that could repeat it', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), connected(1)],
        ['>', connect(0)],
        ['<', event('a'), connected(2)],
        ['<', event('a')],
      ),
    ).toBe('a a* a');
  });

  it('counts events on other answers to the batch that the next connect reply closes', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), '{"channel":"/chat","successful":true}'],
        ['<', event('b'), connected(1)],
        ['>', connect(0)],
        ['<', event('a'), event('b'), connected(2)],
        ['>', connect(2)],
        ['<', event('b'), connected(3)],
      ),
    ).toBe('a b a* b* b');
  });

  it('knows the batch that comes with a handshake reply', () => {
    const start = ['<', handshake('{"enabled":true,"batch":1,"size":0}'), event('a')] as const;
    expect(transcript(start, ['>', connect(1)], ['<', event('a'), connected(2)])).toBe('a a');
  });

  it('picks a session up in its middle', () => {
    expect(
      transcript(
        ['<', event('a'), connected(7)],
        ['>', connect(7)],
        ['<', event('a'), connected(8)],
        ['>', connect(7)],
        ['<', event('a'), connected(9)],
      ),
    ).toBe('a a a*');
  });

  it.each(['false', '{"enabled":false}', '1', 'null'])(
    'takes everything for new where the server declines with %s',
    (ack) => {
      expect(
        transcript(
          ['<', handshake(ack)],
          ['>', '{"channel":"/meta/connect","clientId":"c1"}'],
          ['<', event('a'), '{"channel":"/meta/connect","successful":true}'],
          ['>', '{"channel":"/meta/connect","clientId":"c1"}'],
          ['<', event('a')],
        ),
      ).toBe('a a');
    },
  );

  it('forgets a session that disconnects', () => {
    expect(
      transcript(
        ['<', handshake('true')],
        ['>', connect(0)],
        ['<', event('a'), connected(1)],
        ['>', '{"channel":"/meta/disconnect","clientId":"c1"}'],
        ['>', connect(0)],
        ['<', event('a'), connected(1)],
      ),
    ).toBe('a a');
  });

  it('keeps the last thousand events of a client that acknowledges nothing', () => {
    const events = Array.from({ length: 1_001 }, (_, index) => event(`${index};`));
    const seen = transcript(
      ['<', handshake('true')],
      ['>', connect(0)],
      ['<', ...events, connected(1)],
      ['>', connect(0)],
      ['<', event('1000;'), connected(2)],
      ['>', connect(0)],
      ['<', event('0;'), connected(2)],
    );
    expect(seen.split(' ').slice(-2)).toEqual(['1000;*', '0;']);
  });
});
