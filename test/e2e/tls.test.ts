import { describe, expect, it, onTestFinished } from 'vitest';
import { type RecordingProxy, type RecordOptions, record } from '../../src/capture/record.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import { replay } from '../../src/replay/replay.js';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { mediaAgent } from '../desktops/media-agent.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { agent } from '../desktops/scripts.js';
import { notifications, type Transcript } from '../desktops/transcript.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { startFayeStaging } from '../staging/faye-staging.js';
import { type Staging, startStaging } from '../staging/staging.js';
import { shared } from '../tls/certificates.js';

const folder = temporaryFolder();
type Scheme = 'http' | 'https';

interface Scene {
  readonly staging: Staging;
  readonly recorder: RecordingProxy;
  readonly notices: string[];
  /** Closes the recorder and opens what it wrote. */
  recording(): Promise<Recording>;
}

async function recordedFrom(
  start: typeof startStaging,
  [desktop, server]: readonly [Scheme, Scheme],
  options: Partial<RecordOptions> = {},
): Promise<Scene> {
  const staging = await start(server === 'https' ? { tls: shared } : {});
  onTestFinished(() => staging.close());
  const notices: string[] = [];
  const output = folder.path('tls.db');
  const recorder = await record({
    target: staging.url,
    listen: { host: '127.0.0.1', port: 0 },
    output,
    ...(server === 'https' ? { ca: shared.cert } : {}),
    ...(desktop === 'https' ? { tlsCert: shared.cert, tlsKey: shared.key } : {}),
    onNotice: (message) => notices.push(message),
    ...options,
  });
  onTestFinished(async () => void (await recorder.close()));
  expect(recorder.url).toMatch(new RegExp(`^${desktop}://127`, 'u'));
  return {
    staging,
    recorder,
    notices,
    async recording() {
      await recorder.close();
      const recording = openRecording(output);
      onTestFinished(() => recording.close());
      return recording;
    },
  };
}

/** All that a desktop read. */
const textOf = ({ sights }: Transcript): string =>
  sights
    .map((sight) => ('data' in sight ? sight.data : 'body' in sight ? sight.body : ''))
    .join('\n');

/** The same without what the stand-in, which speaks http, takes out of cookies. */
const seenOverHttp = (transcript: Transcript): Transcript => ({
  ...transcript,
  sights: transcript.sights.map((sight) =>
    sight.kind === 'http'
      ? {
          ...sight,
          headers: sight.headers.map(
            ([name, value]) => [name, value.replace('; Secure; SameSite=None', '')] as const,
          ),
        }
      : sight,
  ),
});

const dataOf = (recording: Recording): string[] =>
  [...recording.messages()].flatMap(({ notification }) => notification?.data ?? []);

const wires: readonly (readonly [Scheme, Scheme])[] = [
  ['http', 'http'],
  ['http', 'https'],
  ['https', 'http'],
  ['https', 'https'],
];

describe.each(wires)('with %s to desktops and %s to the server', (...schemes) => {
  const who = { client: 'cometd9', ca: shared.cert } as const;

  it('works as without the recorder, over long-polling', async () => {
    const scene = await recordedFrom(startStaging, schemes);
    const { staging, recorder } = scene;
    const through = await runDesktop(agent(), {
      ...{ ...who, user: 'a1', url: recorder.url, origin: staging.url },
    });
    const recording = await scene.recording();
    // Secure cookies reach only who came over https.
    const asDirect = schemes.includes('http') ? {} : { tls: shared };
    const fresh = await startStaging(asDirect);
    onTestFinished(() => fresh.close());
    const direct = await runDesktop(agent(), { ...who, user: 'a1', url: fresh.url });
    expect(compareTranscripts(direct, through)).toEqual([]);
    expect(dataOf(recording)).toEqual(notifications(through).map(({ data }) => data));
    expect(recording.sessions()).toMatchObject([{ user: 'a1', transport: 'long-polling' }]);
    expect(recording.info.target).toBe(staging.url);
    expect(scene.notices).toHaveLength(1);
    expect(scene.notices[0]).toContain(`(${staging.url}) to desktops`);
    expect(recorder.counts.originsNamed).toBeGreaterThan(5);
  });

  it.each(['long-polling', 'websocket', 'callback-polling'] as const)(
    'names the recorder to desktops, and the server in the recording, over %s',
    async (transport) => {
      const scene = await recordedFrom(startFayeStaging, schemes, { rewriteOrigin: true });
      const { staging, recorder } = scene;
      const options = { ...who, user: 'm1', url: recorder.url, transport };
      const transcript = await runDesktop(mediaAgent(), options);
      const text = textOf(transcript);
      expect(text).not.toContain(staging.url);
      expect(text.split(`${recorder.url}/api/v2`).length).toBeGreaterThan(20);
      const recording = await scene.recording();
      const seen = notifications(transcript).map(({ data }) => data);
      expect(seen.length).toBeGreaterThan(50);
      expect(dataOf(recording)).toEqual(
        seen.map((data) => data.replaceAll(recorder.url, staging.url)),
      );
      expect(dataOf(recording).join()).toContain(`${staging.url}/api/v2`);
      expect(recording.sessions()).toMatchObject([{ user: 'm1', transport }]);
      expect(scene.notices).toEqual([]);
    },
  );

  it('records what can be played back', async () => {
    const scene = await recordedFrom(startStaging, schemes, { rewriteOrigin: true });
    const { staging, recorder } = scene;
    const as = { ...who, user: 'a1' };
    const recorded = await runDesktop(agent(), { ...as, url: recorder.url });
    const recording = await scene.recording();
    const standIn = await replay(recording.file, { listen: { host: '127.0.0.1', port: 0 } });
    onTestFinished(async () => void (await standIn.close()));
    const played = await runDesktop(agent(), { ...as, url: standIn.url });
    expect(compareTranscripts(seenOverHttp(recorded), played)).toEqual([]);
    expect(standIn.report().misses).toEqual([]);
    expect(textOf(played)).not.toContain(staging.url);
    expect(textOf(played)).toContain(`${standIn.url}/api/v2`);
  });
});
