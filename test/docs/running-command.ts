import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A command that runs, with what it has printed so far. */
export class RunningCommand {
  readonly ended: Promise<unknown>;
  #text = '';
  #look: () => void = () => {};

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      this.#look();
    });
    this.ended = once(child, 'close');
  }

  /** What came since it was asked last. */
  output(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /**
   * Where it serves, as soon as it says so; all that it prints with it is there then.
   *
   * @param what it says is there; by default what it says first
   */
  url(what = '\\w+'): Promise<string> {
    const line = new RegExp(`^(?:${what} on |\\{"event":"listening","url":")(http[^\\s",]+)`, 'mu');
    return new Promise((resolve, reject) => {
      this.#look = () => {
        const [, url] = line.exec(this.#text) ?? [];
        if (url !== undefined && this.#text.endsWith('\n')) resolve(url);
      };
      this.#look();
      void this.ended.then(() => reject(new Error(`it ended before it served:\n${this.#text}`)));
    });
  }
}
