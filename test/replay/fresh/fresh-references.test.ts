import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/recording/reader.js';
import { replay } from '../../../src/replay/replay.js';
import type { StageOptions } from '../../../src/replay/stage-options.js';
import type { StandIn } from '../../../src/replay/stand-in.js';
import { gwsRules } from '../../../src/rules/rules.js';
import { createDesktop } from '../../desktops/desktop.js';
import { notifications } from '../../desktops/transcript.js';
import {
  type BodySpec,
  buildRecording,
  type RecordingBuilder,
} from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { PaperDesktop, play } from '../play.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();
const standIns: StandIn[] = [];
afterEach(async () => {
  for (const each of standIns.splice(0)) await each.close();
});

/** An agent who is ready, and a supervisor. */
function staff(b: RecordingBuilder) {
  const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
  for (const each of [s1, a1]) {
    each.logIn();
    each.handshake();
    each.subscribe('/v2/me/tweets');
  }
  return { a1, s1 };
}

function calls(b: RecordingBuilder, body: string, answer: BodySpec, ...then: readonly string[]) {
  const people = staff(b);
  const call = people.a1.call('/call', body, answer, then);
  return { ...people, call };
}

function fresh(recording: Recording, options: Partial<StageOptions> = {}) {
  return play(recording, { freshReferences: true, ...options });
}

/** What the agent is answered, and the `data` of what it gets. */
function heard(stage: ReturnType<typeof play>, body = '{}') {
  const agent = PaperDesktop.ready(stage, 'a1');
  const answer = agent.text('/call', body);
  return { answer, data: dataFor(agent) };
}

function dataFor(desktop: PaperDesktop): readonly string[] {
  desktop.connect();
  return desktop.notices.splice(0).map((each) => /"data":(.*)\}$/su.exec(each)?.[1] ?? each);
}

const numberIn = (text: string): number => Number(/"referenceId" ?: ?"?(\d+)/u.exec(text)?.[1]);

describe('fresh references', () => {
  it('are the same in an answer and its notifications, others for each copy and each seed', () => {
    using recording = recordingOf(folder, (b) => {
      calls(b, '{}', '{"statusCode":0, "referenceId" : 45,"n":1.10}', '{"referenceId":45,"x":45}');
    });
    const stage = fresh(recording);
    const [one, two] = [heard(stage), heard(stage)];
    const numbers = [one, two, heard(fresh(recording, { seed: 2 }))].map(({ answer }) =>
      numberIn(answer),
    );
    expect(new Set([45, ...numbers]).size).toBe(4);
    expect(one).toEqual({
      answer: `{"statusCode":0, "referenceId" : ${numbers[0]},"n":1.10}`,
      data: [`{"referenceId":${numbers[0]},"x":45}`],
    });
    expect(two.data).toEqual([`{"referenceId":${numbers[1]},"x":45}`]);
    expect(heard(fresh(recording))).toEqual(one);
    expect(heard(play(recording)).answer).toContain(': 45,');
  });

  it('are those of the caller in a copy, whoever plays alone or together', () => {
    using recording = recordingOf(folder, (b) => {
      const { s1, call } = calls(b, '{}', '{"referenceId":45}', '{"referenceId":45}');
      b.link({ call, notification: s1.notice('{"referenceId":45}'), copy: true });
      s1.notice('{"referenceId":45}');
    });
    const stage = fresh(recording, { together: true });
    const supervisor = PaperDesktop.ready(stage, 's1');
    const [own] = dataFor(supervisor);
    const { answer, data } = heard(stage);
    expect(dataFor(supervisor)).toEqual(data);
    expect(data).toEqual([answer]);
    // One of no call is of whoever got it.
    expect(own).not.toBe(answer);
    expect(dataFor(PaperDesktop.ready(fresh(recording), 's1'))).toEqual([answer, own]);
  });

  it('keep their type, and leave alone what is none', () => {
    using recording = recordingOf(folder, (b) => {
      calls(
        b,
        '{}',
        '{"referenceId":"r7"}',
        ...['"r7"', '"45"', '0', '-1', '1.5', 'null', '""', '12345678901234567890'].map(
          (each) => `{"referenceId":${each}}`,
        ),
      );
    });
    const { answer, data } = heard(fresh(recording));
    expect(answer).toMatch(/^\{"referenceId":"r7-[0-9a-z]+"\}$/u);
    expect(data[0]).toBe(answer);
    expect(data[1]).toMatch(/^\{"referenceId":"\d{4,}"\}$/u);
    expect(data.slice(2, 7)).toEqual(
      ['0', '-1', '1.5', 'null', '""'].map((each) => `{"referenceId":${each}}`),
    );
    expect(data[7]).toMatch(/^\{"referenceId":123456789\d{11}\}$/u);
    expect(data[7]).not.toContain('12345678901234567890');
  });

  it('are the same in a bulk answer and in the notifications of each', () => {
    using recording = recordingOf(folder, (b) => {
      calls(
        b,
        '{}',
        '{"statusCode":0,"referenceIds":{"a":57,"b":"x","57":56}}',
        '{"referenceId":57}',
        '{"referenceId":56}',
      );
    });
    const { answer, data } = heard(fresh(recording));
    const [, a, c] =
      /^\{"statusCode":0,"referenceIds":\{"a":(\d+),"b":"x-[0-9a-z]+","57":(\d+)\}\}$/u.exec(
        answer,
      ) ?? [];
    expect(data).toEqual([`{"referenceId":${a}}`, `{"referenceId":${c}}`]);
  });

  it('are never put in the place of what the client supplies', () => {
    using recording = recordingOf(folder, (b) => {
      calls(
        b,
        '{"referenceId":"7"}',
        '{"referenceId":"7"}',
        '{"referenceId":"7"}',
        '{"referenceId":7}',
      );
    });
    for (const supplied of ['"7"', '"8"']) {
      const { answer, data } = heard(fresh(recording), `{"referenceId":${supplied}}`);
      expect([answer, data[0]]).toEqual(Array(2).fill(`{"referenceId":${supplied}}`));
      expect(numberIn(data[1] ?? '')).toBeGreaterThan(1_000);
    }
  });

  it('stand where the rules say, deep in a body too', () => {
    using recording = recordingOf(folder, (b) => {
      calls(b, '{}', '{"a":{"ref":5},"referenceId":5}', '{"a":{"ref":5},"ref":5}');
    });
    const members = { ...gwsRules.correlate.members, references: ['/a/ref'] };
    const rules = { ...gwsRules, correlate: { ...gwsRules.correlate, members } };
    const { answer, data } = heard(fresh(recording, { rules }));
    const [, number] = /^\{"a":\{"ref":(\d{4,})\},"referenceId":5\}$/u.exec(answer) ?? [];
    expect(data).toEqual([`{"a":{"ref":${number}},"ref":5}`]);
  });

  it('are right in encoded answers, and lengths with them', () => {
    const content = Buffer.from('{"referenceId":45}');
    const encoded = gzipSync(content);
    using recording = recordingOf(folder, (b) => {
      const { length } = encoded;
      calls(b, '{}', { content, encoded, encoding: 'gzip', length, digest: null, omitted: null });
    });
    const agent = PaperDesktop.ready(fresh(recording), 'a1');
    const answer = agent.ask('POST', '/call', '{}', { 'Accept-Encoding': 'gzip' });
    const body = answer?.body ?? new Uint8Array();
    expect(gunzipSync(body).toString()).toMatch(/^\{"referenceId":\d{4,}\}$/u);
    expect(answer?.headers).toContainEqual(['Content-Length', String(body.length)]);
  });

  it('are what the official client gets, with origins that name the stand-in', async () => {
    const file = folder.path('official.db');
    buildRecording(file, (b) => workday(recordedAgent(b, 'a1')));
    const standIn = await replay(file, {
      listen: { host: '127.0.0.1', port: 0 },
      freshReferences: true,
    });
    standIns.push(standIn);
    const desktop = createDesktop({ url: standIn.url, user: 'a1', client: 'cometd9' });
    const post = async (path: string, body: object): Promise<void> =>
      void (await desktop.request('POST', path, { body: JSON.stringify(body) }));
    await desktop.request('GET', '/api/v2/me', {
      headers: { Authorization: `Basic ${Buffer.from('a1:x').toString('base64')}` },
    });
    await desktop.handshake();
    await desktop.subscribe('/v2/me/*');
    await post('/api/v2/me', { operationName: 'StartContactCenterSession' });
    await post('/api/v2/me/tweets/T1', { operationName: 'Accept' });
    await desktop.until('Processing', (sights) =>
      sights.some((each) => each.kind === 'notification' && each.data.includes('"Processing"')),
    );
    desktop.close();
    const sights = desktop.transcript();
    const data = notifications(sights).at(-1)?.data ?? '';
    expect(numberIn(data)).toBeGreaterThan(1_000);
    expect(JSON.stringify(sights)).toContain(
      `{\\"statusCode\\":0,\\"referenceId\\":${numberIn(data)}}`,
    );
    expect(data).toContain(standIn.url.replaceAll('/', '\\/'));
    expect(standIn.report().misses).toEqual([]);
  });
});
