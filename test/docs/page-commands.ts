import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../e2e/command.js';
import { Addresses } from './addresses.js';
import type { Fence } from './fences.js';
import { type ReaderFolder, readerFolder } from './reader-folder.js';
import { RunningCommand } from './running-command.js';
import { type End, type Entry, formatTranscript, parseTranscript } from './transcript.js';

/** Milliseconds until a command is ended that does not end by itself. */
const limit = 120_000;

/** Runs the commands of one page, in order, as a reader would who follows it. */
export class PageCommands {
  readonly #folder: ReaderFolder = readerFolder();
  readonly #addresses = new Addresses();
  readonly #serving: RunningCommand[] = [];

  /** Saves a block as the reader is told to. */
  save(name: string, text: string): void {
    writeFileSync(path.join(this.#folder.path, name), text, { mode: 0o600 });
  }

  /** Gives files of the repository, mostly recordings that ship, the names that the page has for them. */
  copy(names: string): void {
    for (const [, name = '', from = ''] of names.matchAll(/([^\s,]+) = ([^\s,]+)/gu)) {
      copyFileSync(path.join(root, from), path.join(this.#folder.path, name));
    }
  }

  /** Runs the commands of a block; gives the block with what they printed. */
  async console({ text, marks }: Fence): Promise<string> {
    const { end, entries } = parseTranscript(text);
    const ending = end === null ? '' : await this.#end(end);
    const told: Entry[] = [];
    for (const [index, { command }] of entries.entries()) {
      const serves = marks.serves === true && index === entries.length - 1;
      const output = serves
        ? await this.#serve(command)
        : await this.#run(command, marks.status ?? 0);
      told.push({ command, output });
    }
    return formatTranscript({ end, ending, entries: told });
  }

  /** Runs a block of commands of which no output is shown. */
  async shell({ text, marks }: Fence): Promise<void> {
    await this.#run(text, marks.status ?? 0);
  }

  async close(): Promise<void> {
    while (this.#serving.length > 0) await this.#end('^C');
    this.#folder.remove();
  }

  async #run(command: string, status: number): Promise<string> {
    const server = new RunningCommand(this.#start(this.#addresses.real(command)));
    await server.ended;
    const output = this.#told(server.output());
    if (server.child.exitCode !== status) {
      throw new Error(
        `$ ${command}\nended with ${server.child.exitCode}, not ${status}:\n${output}`,
      );
    }
    return output;
  }

  async #serve(command: string): Promise<string> {
    const door = this.#addresses.doorOnFreePort(command);
    const free = this.#addresses.onFreePort(door.command);
    const server = new RunningCommand(this.#start(`exec ${this.#addresses.real(free.command)}`));
    this.#serving.push(server);
    this.#addresses.move(free.said, await server.url());
    if (door.said !== null) this.#addresses.move(door.said, await server.url('admin'));
    return this.#told(server.output());
  }

  async #end(how: End): Promise<string> {
    const server = this.#serving.pop();
    if (server === undefined) throw new Error(`${how}, but nothing was started that goes on`);
    server.output();
    server.child.kill(how === '^C' ? 'SIGINT' : 'SIGKILL');
    await server.ended;
    return this.#told(server.output());
  }

  #start(command: string): ChildProcess {
    // Both streams in one, as on a terminal.
    return spawn('bash', ['-c', `exec 2>&1\n${command}`], {
      cwd: this.#folder.path,
      env: this.#folder.env,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: limit,
    });
  }

  #told(output: string): string {
    const own = output.replaceAll(`${this.#folder.path}/`, '');
    return this.#addresses.said(own).replace(/[ \t]+$/gmu, '');
  }
}
