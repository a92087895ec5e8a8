import { readFileSync } from 'node:fs';
import { openRecording } from '../../src/recording/open-recording.js';

/** The ways in which a secret may be written. */
function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/u, ''),
  ];
}

/**
 * Which secrets are somewhere in a recording: in the bytes of its file, or in a body once it is decoded.
 *
 * @param others further bytes that were on the disk
 */
export function leakedInto(
  file: string,
  secrets: readonly string[],
  others: readonly Uint8Array[] = [],
): string[] {
  const haystacks = [...others.map((each) => Buffer.from(each)), readFileSync(file)];
  using recording = openRecording(file);
  for (const { requestBody, responseBody } of recording.exchanges()) {
    for (const body of [requestBody, responseBody]) {
      haystacks.push(Buffer.from(body?.content ?? ''), Buffer.from(body?.encoded ?? ''));
    }
  }
  return secrets.filter((secret) =>
    spellings(secret).some((spelling) => haystacks.some((hay) => hay.includes(spelling))),
  );
}
