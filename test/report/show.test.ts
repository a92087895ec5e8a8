import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../src/errors.js';
import { type ShowStyle, showExchange, showRecording } from '../../src/report/show.js';
import { fileOf } from './told-recording.js';

const text: ShowStyle = { json: false, color: false };
const json: ShowStyle = { json: true, color: false };

function written(show: (write: (chunk: string) => void) => void): string {
  let all = '';
  show((chunk) => {
    all += chunk;
  });
  return all;
}

function oneCall(): string {
  return fileOf((b) => {
    b.exchange({ path: '/api/v2/me/tweets/1', requestBody: '{"operationName":"Complete"}' });
  });
}

it('shows a file for people and for programs, whole and one exchange of it', () => {
  const file = oneCall();
  expect(written((write) => showRecording(file, text, write))).toContain('1 call, 0 answered');
  expect(written((write) => showExchange(file, 1, text, write))).toMatch(/^Call 1\n/u);
  const whole = JSON.parse(written((write) => showRecording(file, json, write)));
  const one = JSON.parse(written((write) => showExchange(file, 1, json, write)));
  expect(one).toEqual({ call: whole.calls[0], notifications: [], messages: [] });
});

it('leaves no file beside the recording, also when it fails', () => {
  const file = oneCall();
  expect(() => showExchange(file, 2, text, () => {})).toThrow(UsageError);
  expect(() => showRecording(`${file}.absent`, text, () => {})).toThrow(RecordingError);
  expect(readdirSync(path.dirname(file))).toEqual(['built.db']);
});
