/** Puts loads on servers, in a process of its own: a `Load` comes as a message, its `LoadResult` goes back. */
import { answerMessages } from './answer-messages.js';
import type { Load } from './load.js';
import { runLoad } from './run-load.js';

answerMessages((load: Load) =>
  runLoad(load).catch((error: unknown) => {
    throw new Error(`${load.name}: ${String(error)}`);
  }),
);
