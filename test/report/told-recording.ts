import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openRecording } from '../../src/recording/open-recording.js';
import type { Recording } from '../../src/recording/reader.js';
import { buildRecording, type RecordingBuilder } from '../recording/build-recording.js';

/** A recording's file for one test: built, and gone when the test is over. */
export function fileOf(
  build: (b: RecordingBuilder) => void,
  facts: Readonly<Record<string, string>> = {},
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'built.db');
  buildRecording(file, build, { facts });
  return file;
}

/** A recording for one test: built, opened, and gone when the test is over. */
export function recordingOf(
  build: (b: RecordingBuilder) => void,
  facts: Readonly<Record<string, string>> = {},
): Recording {
  const recording = openRecording(fileOf(build, facts));
  onTestFinished(() => recording.close());
  return { ...recording, file: 'tweets.db', info: recording.info };
}

/** Data of a tweet's notification, as the server writes it. */
export function tweet(state: string, reference?: number): string {
  const about = reference === undefined ? '' : `"referenceId":${reference},`;
  return `{"messageType":"TwitterStateChangeMessage","notificationType":"StatusChange",${about}"twitter":{"id":"01QQQG2MU214P05K","state":"${state}"}}`;
}

/**
 * Two agents and a supervisor: an invitation that nobody asked for, an Accept whose notification comes
 * before its answer, a Complete of which the supervisor gets a copy, a call that fails.
 */
export function tweetsCompleted(): Recording {
  return recordingOf((b) => {
    const ambrose = b.session('ambrose');
    const kate = b.session('kate');
    const boss = b.session('supervisor');
    const api = '/api/v2/me';
    b.exchange({ method: 'GET', path: api, responseBody: '{"statusCode":0}', session: ambrose });
    b.exchange({
      session: ambrose,
      path: api,
      requestBody: '{"operationName":"StartContactCenterSession","channels":["twitter"]}',
      responseBody: '{"statusCode":0}',
    });
    b.notification({ session: ambrose, data: tweet('Invited') });
    let early = 0;
    const accept = b.exchange({
      session: ambrose,
      path: `${api}/tweets/01QQQG2MU214P05K`,
      requestBody: '{"operationName":"Accept"}',
      during: () => {
        early = b.notification({ session: ambrose, data: tweet('Accepted', 44) });
      },
      responseBody: '{"statusCode":0,"referenceId":44}',
    });
    b.link({ call: accept, notification: early, evidence: { reference: '44' } });
    const complete = b.exchange({
      session: ambrose,
      path: `${api}/tweets/01QQQG2MU214P05K`,
      requestHeaders: [
        ['Host', 'gws.test:8080'],
        ['Authorization', 'Basic ~3f2a'],
        ['Content-Type', 'application/json'],
      ],
      requestRedacted: ['header authorization'],
      requestBody: '{"operationName":"Complete",\n "queuePath":"/contacts/60ebbb94"}',
      responseBody: '{"statusCode":0,"referenceId":45}',
    });
    const own = b.notification({ session: ambrose, data: tweet('Completed', 45) });
    const copy = b.notification({ session: boss, data: tweet('Completed', 45) });
    b.link({ call: complete, notification: own, evidence: { reference: '45' } });
    b.link({ call: complete, notification: copy, evidence: { copyOf: own }, copy: true });
    b.exchange({
      session: kate,
      path: `${api}/tweets/0`,
      requestBody: '{"operationName":"Complete"}',
      status: 404,
      reason: 'Not Found',
      responseBody: '{"statusCode":6}',
    });
  });
}
