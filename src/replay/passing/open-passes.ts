import type { Answer, LiveRequest } from '../exchange-at-the-door.js';
import type { Traffic } from '../observe/traffic.js';
import type { Passage } from './passage.js';

/** What is being passed through just now. */
export class OpenPasses {
  readonly #open = new Set<() => void>();
  readonly #passage: Passage;
  readonly #traffic: Traffic;

  constructor(passage: Passage, traffic: Traffic) {
    this.#passage = passage;
    this.#traffic = traffic;
  }

  /** @returns gives it up, because the desktop is gone */
  pass(request: LiveRequest, respond: (answer: Answer) => void): () => void {
    const over = this.#traffic.begin();
    let answered = false;
    const end = (): void => {
      over();
      this.#open.delete(cut);
    };
    const giveUp = this.#passage.pass(request, (answer) => {
      answered = true;
      over();
      respond(answer);
      // What streams is open until the target has said all.
      if (answer.stream === undefined) end();
      else answer.stream.once('close', end);
    });
    const cut = (): void => {
      giveUp();
      end();
      if (!answered) respond(letGo);
    };
    if (!answered) this.#open.add(cut);
    return () => {
      giveUp();
      end();
    };
  }

  /** Ends them all: who has no answer yet gets 502, who is in the middle of one is cut off. */
  end(): void {
    for (const cut of [...this.#open]) cut();
  }
}

const text = Buffer.from('understudy: the stand-in ended before the target answered\n');
const letGo: Answer = {
  status: 502,
  reason: 'Bad Gateway',
  headers: [
    ['Content-Type', 'text/plain;charset=UTF-8'],
    ['Content-Length', String(text.length)],
  ],
  body: text,
};
