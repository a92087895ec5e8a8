import { Worker } from 'node:worker_threads';
import { RecordingError, UsageError } from '../../errors.js';
import type { DiffQuestions, DiffTrouble, FromDiffWorker, ToDiffWorker } from './diff-messages.js';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The way to the comparing thread, which is started when it is first asked: comparing takes seconds, and the page goes on meanwhile. */
export class DiffLink {
  #worker: Worker | null = null;
  #asked = 0;
  #closed = false;
  readonly #waiting = new Map<number, Waiting>();

  /**
   * @throws RecordingError if a recording can't be read
   * @throws UsageError if a rules file can't, or the thread is gone
   */
  ask<K extends keyof DiffQuestions>(
    type: K,
    question: DiffQuestions[K]['ask'],
  ): Promise<DiffQuestions[K]['answer']> {
    if (this.#closed) return Promise.reject(new UsageError('the inspector is being closed'));
    const id = ++this.#asked;
    const asked = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    const message = { id, question: { type, ...question } } as ToDiffWorker;
    this.#started().postMessage(message);
    return asked as Promise<DiffQuestions[K]['answer']>;
  }

  /** May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#gone('the inspector is being closed');
    await worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./diff-worker.js', import.meta.url));
    this.#worker = worker;
    worker.on('message', (said: FromDiffWorker) => this.#hear(said));
    const end = (words: string): void => {
      if (this.#worker === worker) this.#gone(words);
    };
    worker.on('error', (error) =>
      end(`comparing failed: ${error.message}; reload the page to try again`),
    );
    worker.on('exit', () => end('comparing was ended; reload the page to try again'));
    return worker;
  }

  #hear(said: FromDiffWorker): void {
    const waiting = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    if ('answer' in said) waiting?.resolve(said.answer);
    else waiting?.reject(errorOf(said.trouble));
  }

  #gone(words: string): void {
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new UsageError(words));
  }
}

function errorOf({ message, kind, file }: DiffTrouble): Error {
  switch (kind) {
    case 'recording':
      return new RecordingError(message, file);
    case 'usage':
      return new UsageError(message);
    case 'other':
      return new UsageError(`comparing failed: ${message}`);
  }
}
