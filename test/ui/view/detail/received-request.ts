import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

/** What a server got, byte for byte (latin1 but for the body). */
export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  /** In wire order, without `Host`. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** A server that reads one request and says so, on a free port of 127.0.0.1. */
export class OneRequest implements AsyncDisposable {
  readonly #server = net.createServer((socket) => {
    this.#sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, more]);
      const request = parsed(bytes);
      if (request === null) return;
      this.#requests.push(request);
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });
  });
  readonly #sockets = new Set<net.Socket>();
  readonly #requests: ReceivedRequest[] = [];

  static async open(): Promise<OneRequest> {
    const one = new OneRequest();
    one.#server.listen(0, '127.0.0.1');
    await once(one.#server, 'listening');
    return one;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
  }

  /** Runs a command in a real shell and gives what it sent. */
  async sentBy(command: string): Promise<ReceivedRequest> {
    const { error, stderr } = await ran(command);
    const request = this.#requests.at(-1);
    if (request === undefined) throw new Error(`nothing came: ${error?.message ?? ''} ${stderr}`);
    return request;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Runs a command in bash; what it is given by the environment can't change what it does. */
export function ran(
  command: string,
): Promise<{ error: Error | null; stdout: Buffer; stderr: string }> {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', no_proxy: '*' };
  return new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['--noprofile', '--norc', '-s'],
      { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ error, stdout, stderr: stderr.toString() }),
    );
    child.stdin?.end(`${command}\n`);
  });
}

function parsed(bytes: Buffer): ReceivedRequest | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /u, '')];
  });
  const length = Number(headers.find(([name]) => name === 'Content-Length')?.[1] ?? 0);
  const body = bytes.subarray(end + 4);
  if (body.length < length) return null;
  const [method = '', target = ''] = first.split(' ');
  return { method, target, headers: headers.filter(([name]) => name !== 'Host'), body };
}
