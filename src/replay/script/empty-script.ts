import type { Script } from './script.js';

/** What a live session plays if the recording has no session at all: everything is a miss. */
export const emptyScript: Script = {
  session: 0,
  user: null,
  acts: [],
  requests: new Map(),
  unanswered: [],
  prologue: [],
  fromOthers: new Map(),
  words: {
    handshake: null,
    denied: null,
    replies: new Map(),
    refused: new Map(),
    unknownClient: null,
    era: '5',
    timeout: null,
  },
  outages: null,
};
