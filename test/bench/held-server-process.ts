/** A server that holds the connects of desktops, in a process of its own: see `ServerQuestion`. */
import { answerMessages } from './answer-messages.js';
import { cometdHolder } from './cometd-holder.js';
import type { Holder } from './holder.js';
import type { ServerQuestion } from './replay-held.js';
import { replayHolder } from './replay-holder.js';

let holder: Holder | null = null;

answerMessages(async (question: ServerQuestion): Promise<object> => {
  if (question.step === 'start') {
    holder = question.what === 'replay' ? await replayHolder(question.file) : await cometdHolder();
    return { url: holder.url, pid: process.pid };
  }
  if (holder === null) throw new Error('nothing was started');
  switch (question.step) {
    case 'hold':
      await holder.holds(question.desktops);
      return {};
    case 'publish': {
      const at = performance.timeOrigin + performance.now();
      holder.publish(question.data);
      return { at };
    }
    case 'forget':
      await holder.forget();
      return {};
  }
});
