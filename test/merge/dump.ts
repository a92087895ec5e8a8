import { openRecording } from '../../src/recording/open-recording.js';

/** All that a recording says, with bodies as text. */
export function dump(file: string) {
  using recording = openRecording(file);
  const text = (content: Uint8Array | null | undefined) =>
    content === null || content === undefined ? null : Buffer.from(content).toString('latin1');
  return {
    info: { ...recording.info },
    sessions: recording.sessions(),
    exchanges: [...recording.exchanges()].map(({ requestBody, responseBody, ...each }) => ({
      ...each,
      request: text(requestBody?.content),
      response: text(responseBody?.content),
      encoded: [text(requestBody?.encoded), text(responseBody?.encoded)],
    })),
    messages: [...recording.messages()],
    links: recording.links(),
  };
}
