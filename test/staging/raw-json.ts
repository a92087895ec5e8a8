import type { ServerExtension } from 'cometd-nodejs-server';

/** JSON text to be sent as it stands: with 64-bit numbers, `1.10` and keys that are there twice. */
export class RawJson {
  constructor(readonly text: string) {}
}

/**
 * Lets the CometD server send `data` that is a `RawJson` unchanged. The server takes a message's
 * text from its `_json` property if there is one, and else makes it with `JSON.stringify`.
 */
export const carryRawJson: ServerExtension = {
  outgoing(_server, _sender, _session, message, callback) {
    if (message.data instanceof RawJson) {
      const channel = JSON.stringify(message.channel);
      const value = `{"data":${message.data.text},"channel":${channel}}`;
      Object.defineProperty(message, '_json', { value });
    }
    callback(undefined, true);
  },
};
