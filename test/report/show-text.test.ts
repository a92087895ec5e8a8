import { expect, it } from 'vitest';
import type { Recording } from '../../src/recording/reader.js';
import { writeShowText } from '../../src/report/show-text.js';
import { tweetsCompleted } from './told-recording.js';

function textOf(recording: Recording, color = false): string {
  let text = '';
  writeShowText(recording, recording.links(), { color }, (chunk) => {
    text += chunk;
  });
  return text;
}

it('shows calls in time order with their notifications below', () => {
  console.log(textOf(tweetsCompleted()));
  console.log(textOf(tweetsCompleted(), true));
});
