/**
 * The addresses that a page names, and those that are really taken: what serves in a test takes a
 * free port, whatever the page says.
 */
export class Addresses {
  readonly #real = new Map<string, string>();

  /** The command as it is run, and the address that the page takes it to serve at. */
  onFreePort(command: string): { readonly command: string; readonly said: string } {
    const staging = /(?<=\bstaging -- .*--port )\d+/u.exec(command);
    if (staging !== null) {
      return { command: replaceAt(command, staging, '0'), said: `127.0.0.1:${staging[0]}` };
    }
    const listen = /(?<=--listen )\S+/u.exec(command);
    if (listen !== null) {
      return { command: replaceAt(command, listen, '127.0.0.1:0'), said: listen[0] };
    }
    return {
      command: command.replace(/\bunderstudy (?:record|replay|ui)\b/u, '$& --listen 127.0.0.1:0'),
      said: '127.0.0.1:8080',
    };
  }

  /** Likewise its guarded door; null if it has none. */
  doorOnFreePort(command: string): { readonly command: string; readonly said: string | null } {
    const admin = /(?<=--admin )\S+/u.exec(command);
    return admin === null
      ? { command, said: null }
      : { command: replaceAt(command, admin, '127.0.0.1:0'), said: admin[0] };
  }

  /** What is said to be at one address is at another. */
  move(said: string, url: string): void {
    this.#real.set(said, new URL(url).host);
  }

  /** A command with the addresses at which things really are. */
  real(text: string): string {
    return replaceAll(text, [...this.#real]);
  }

  /** An output with the addresses that the page names. */
  said(text: string): string {
    return replaceAll(
      text,
      [...this.#real].map(([said, real]) => [real, said]),
    );
  }
}

/** All at once, so that what was put in is not replaced again. */
function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return text;
  const by = new Map(pairs);
  const escaped = [...by.keys()].map((each) => each.replaceAll('.', '\\.'));
  const pattern = new RegExp(`(?:${escaped.join('|')})(?!\\d)`, 'gu');
  return text.replace(pattern, (found) => by.get(found) ?? found);
}

function replaceAt(text: string, { index, 0: found }: RegExpExecArray, by: string): string {
  return text.slice(0, index) + by + text.slice(index + found.length);
}
