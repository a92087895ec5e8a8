import type { Agent } from 'node:http';
import { compileFunction } from 'node:vm';
import { adapt } from 'cometd-nodejs-client';
import { WebSocket } from 'ws';
import type { CookieJar } from './cookie-jar.js';

/**
 * What belongs to one desktop in the process-wide `window` that the CometD client needs. Given to a
 * client as its transport's `context`, it comes with each XMLHttpRequest that this client makes.
 */
export interface DesktopContext {
  readonly jar: CookieJar;
  readonly agent: Agent;
  readonly ca: string | undefined;
  /** Its open websockets. */
  readonly sockets: Set<WebSocket>;
  /** Gets the text of a script. */
  readonly load: (url: string) => Promise<string>;
  /** Called with the text of each answer before the client sees it. */
  readonly onResponseText: (text: string) => void;
}

/** The parts of `cometd-nodejs-client`'s XMLHttpRequest that are used here. */
interface Xhr {
  readonly responseText: string;
  readonly status: number;
  context?: DesktopContext;
  onload?: () => void;
  send(data?: string): void;
}

/** The `<script>` elements of callback-polling. */
interface Script {
  src?: string;
  onerror?: (event: { readonly type: string }) => void;
}

interface Window {
  XMLHttpRequest: new () => Xhr;
  WebSocket: new (url: string, protocols?: string) => WebSocket;
  document: unknown;
  readonly [callback: string]: unknown;
}

let actor: DesktopContext | null = null;

/** Lets the websockets and scripts that are made meanwhile be a desktop's. */
export function actingFor<T>(context: DesktopContext, act: () => T): T {
  const scope = globalThis as { document?: unknown };
  actor = context;
  // The older lines look for it here, and not in `window`; libraries take it for a browser's.
  scope.document = document;
  try {
    return act();
  } finally {
    actor = null;
    delete scope.document;
  }
}

/** Puts a `window` in place, in which every desktop has cookies and connections of its own. */
export function installWindow(): void {
  // The client hands the same URI object to both functions; only the first is told the context.
  const contexts = new WeakMap<object, DesktopContext>();
  adapt({
    cookies: {
      retrieveCookies(context: DesktopContext, uri: { agent?: Agent }, callback) {
        contexts.set(uri, context);
        uri.agent = context.agent;
        callback(null, [...context.jar.pairs()]);
      },
      storeCookie(uri: object, header, callback) {
        contexts.get(uri)?.jar.store(header);
        callback(null, header);
      },
    },
  });
  const scope = (globalThis as unknown as { window: Window }).window;
  scope.XMLHttpRequest = class extends scope.XMLHttpRequest {
    override send(data?: string): void {
      const { onload } = this;
      this.onload = () => {
        if (this.status === 200) this.context?.onResponseText(this.responseText);
        onload?.();
      };
      super.send(data);
    }
  };
  scope.WebSocket = DesktopWebSocket;
  scope.document = document;
}

const head = {
  appendChild(script: Script) {
    if (actor) void run(script, actor);
  },
  removeChild() {},
};
const document = { getElementsByTagName: () => [head], createElement: (): Script => ({}) };

/** A websocket that brings its desktop's cookies, as a browser's does (RFC 6455 §4.1). */
class DesktopWebSocket extends WebSocket {
  constructor(url: string, protocols: string | string[] = []) {
    const context = actor;
    super(url, protocols, {
      headers: { Cookie: context?.jar.pairs().join('; ') ?? '' },
      ...(context?.ca === undefined ? {} : { ca: context.ca }),
    });
    if (context === null) return;
    context.sockets.add(this);
    this.on('close', () => context.sockets.delete(this));
    this.on('upgrade', ({ headers }) => {
      for (const cookie of headers['set-cookie'] ?? []) context.jar.store(cookie);
    });
    // Before the client's own listener, which is set later.
    this.on('message', (data) => context.onResponseText(String(data)));
  }
}

/** Loads a script of callback-polling and runs it: it calls the function that its URL names. */
async function run(script: Script, context: DesktopContext): Promise<void> {
  const url = script.src ?? '';
  const name = new URL(url).searchParams.get('jsonp') ?? '';
  // Now, for the clients of other desktops use the same names.
  const callback = (globalThis as unknown as { window: Window }).window[name];
  let json: string | undefined;
  let program: ReturnType<typeof compileFunction>;
  try {
    const text = await context.load(url);
    program = compileFunction(text, [name]);
    json = /^[^(]*\(([\s\S]*)\);?\s*$/.exec(text)?.[1];
  } catch {
    script.onerror?.({ type: 'error' });
    return;
  }
  if (json !== undefined) context.onResponseText(json);
  program(callback);
}
