import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, tweet, workday } from './agent-recording.js';
import { PaperDesktop, play, states, textOf } from './play.js';

const folder = temporaryFolder();

function recordingOf(build: (b: RecordingBuilder) => void): Recording {
  const file = folder.path('recording.db');
  buildRecording(file, build);
  return openRecording(file);
}

const oneAgent = (b: RecordingBuilder): void => workday(recordedAgent(b, 'a1'));
const live = (text: string): string => text.replaceAll('gws.test:8080', 'stand-in.test');

describe('the stage', () => {
  it('plays the day of an agent: answers, then what they cause', () => {
    using recording = recordingOf(oneAgent);
    const stage = play(recording);
    const desktop = new PaperDesktop(stage);
    expect(desktop.ask('GET', '/api/v2/me')?.status).toBe(403);
    expect(textOf(desktop.logIn('a1'))).toContain('"uri":"http://stand-in.test/api/v2/users/a1"');
    expect(desktop.text('/api/v2/diagnostics/version')).toBe('{"version":"8.5.202.96"}');
    expect(desktop.handshake()).toMatchObject({
      successful: true,
      supportedConnectionTypes: ['long-polling'],
      advice: { reconnect: 'retry', interval: 0, timeout: 20000 },
    });
    desktop.connect();
    desktop.subscribe('/v2/me/*');
    expect(desktop.text('/api/v2/me/tweets')).toBe('{"tweets":[]}');
    expect(desktop.text('/api/v2/me', '{"operationName":"StartContactCenterSession"}')).toBe(
      '{"statusCode":0}',
    );
    desktop.connect();
    expect(states(desktop.notices)).toEqual(['Invited']);
    expect(desktop.text('/api/v2/me/tweets')).toBe('{"tweets":["Invited"]}');
    desktop.poll();
    expect(desktop.operate('Accept')).toBe('{"statusCode":0,"referenceId":45}');
    desktop.poll();
    expect(desktop.operate('Complete', { queuePath: '/contacts/1' })).toBe(
      '{"statusCode":0,"referenceId":46}',
    );
    expect(desktop.notices).toEqual(
      [tweet('Invited'), tweet('Processing', 45), tweet('Completed', 46)].map(
        (data) => `{"channel":"/v2/me/tweets","data":${live(data)}}`,
      ),
    );
    expect(stage.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
    expect(stage.report().played).toHaveLength(3);
  });
});
