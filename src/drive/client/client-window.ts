import type { Agent } from 'node:http';
import { adapt } from 'cometd-nodejs-client';
import { WebSocket } from 'ws';
import type { CookieJar } from './cookie-jar.js';

/**
 * What belongs to one client in the process-wide `window` that the CometD client needs. Given to the client as its
 * transport's `context`, it comes with each XMLHttpRequest that it makes.
 */
export interface ClientContext {
  readonly jar: CookieJar;
  readonly agent: Agent;
  /** It carries no credentials yet: no cookies. */
  anonymous: boolean;
  /** Header of its websocket handshakes. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its open websockets. */
  readonly sockets: Set<WebSocket>;
  readonly requests: Set<{ abort(): void }>;
  /** JSON texts that are sent as they stand, by the string that stands for each in what the client makes. */
  readonly texts: Map<string, string>;
  /** Once true nothing more is sent. */
  dropped: boolean;
  /** Gets the text of a script. */
  readonly load: (url: string) => Promise<string>;
  /** Called with the text of each answer before the client sees it. */
  readonly onResponseText: (text: string) => void;
}

/** The parts of `cometd-nodejs-client`'s XMLHttpRequest that are used here. */
interface Xhr {
  readonly responseText: string;
  readonly status: number;
  context?: ClientContext;
  onload?: () => void;
  onerror?: (error?: unknown) => void;
  abort(): void;
  send(data?: string): void;
}

/** The `<script>` elements of callback-polling. */
interface Script {
  src?: string;
  onerror?: (event: { readonly type: string }) => void;
}

interface Window {
  XMLHttpRequest: new () => Xhr;
  WebSocket: unknown;
  document: unknown;
  console: unknown;
  readonly [callback: string]: unknown;
}

let actor: ClientContext | null = null;

/** Lets the websockets and scripts that are made meanwhile be a client's. */
export function actingFor<T>(context: ClientContext, act: () => T): T {
  actor = context;
  try {
    return act();
  } finally {
    actor = null;
  }
}

let users = 0;
let before: PropertyDescriptor | undefined;

/**
 * Puts a `window` in place, in which every client has cookies and connections of its own. The returned function takes it away
 * again, once all who asked for it are done: the program around finds what was there before.
 */
export function installWindow(): () => void {
  if (users++ === 0) {
    before = Object.getOwnPropertyDescriptor(globalThis, 'window');
    Object.defineProperty(globalThis, 'window', {
      value: createWindow(),
      configurable: true,
      writable: true,
    });
  }
  let installed = true;
  return () => {
    if (!installed) return;
    installed = false;
    if (--users > 0) return;
    if (before === undefined) delete (globalThis as { window?: unknown }).window;
    else Object.defineProperty(globalThis, 'window', before);
  };
}

function createWindow(): Window {
  // The client hands the same URI object to both functions; only the first is told the context.
  const contexts = new WeakMap<object, ClientContext>();
  const earlier = Object.getOwnPropertyDescriptor(globalThis, 'window');
  const { debug } = console;
  const window = {} as Window;
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
  try {
    adapt({
      cookies: {
        retrieveCookies(
          context: ClientContext,
          uri: { agent?: Agent; pathname: string },
          callback,
        ) {
          contexts.set(uri, context);
          uri.agent = context.agent;
          const cookies = context.anonymous ? null : context.jar.header(uri.pathname);
          callback(null, cookies === null ? [] : [cookies]);
        },
        storeCookie(uri: object, header, callback) {
          contexts.get(uri)?.jar.store(header);
          callback(null, header);
        },
      },
    });
  } finally {
    // It makes the program's own `console.debug` another.
    console.debug = debug;
    if (earlier === undefined) delete (globalThis as { window?: unknown }).window;
    else Object.defineProperty(globalThis, 'window', earlier);
  }
  window.console = {};
  window.document = document;
  window.WebSocket = ClientWebSocket;
  window.XMLHttpRequest = class extends window.XMLHttpRequest {
    override send(data?: string): void {
      const { onload, onerror, context } = this;
      if (context?.dropped === true) return;
      context?.requests.add(this);
      const loaded = (): void => {
        context?.requests.delete(this);
        if (context?.dropped === true) return;
        if (this.status === 200) context?.onResponseText(this.responseText);
        onload?.();
      };
      // By then the connection is free, and what is sent next needs no new one.
      this.onload = () => process.nextTick(loaded);
      this.onerror = (error) => {
        context?.requests.delete(this);
        // A page that is gone hears of nothing, and its window may be gone, too.
        if (context?.dropped !== true) onerror?.(error);
      };
      super.send(data === undefined || !context ? data : withTexts(data, context));
    }
  };
  return window;
}

const head = {
  appendChild(script: Script) {
    if (actor) void run(script, actor);
  },
  removeChild() {},
};
const document = { getElementsByTagName: () => [head], createElement: (): Script => ({}) };

/** A websocket that brings its desktop's cookies, as a browser's does (RFC 6455 §4.1). */
class ClientWebSocket extends WebSocket {
  constructor(url: string, protocols: string | string[] = []) {
    const context = actor;
    if (context === null || context.dropped) throw new Error('the desktop is gone');
    const cookies = context.anonymous ? null : context.jar.header(new URL(url).pathname);
    super(url, protocols, {
      headers: { ...context.headers, ...(cookies === null ? {} : { Cookie: cookies }) },
    });
    const send = this.send.bind(this) as (data: unknown, ...more: unknown[]) => void;
    this.send = (data: unknown, ...more: unknown[]) => {
      send(typeof data === 'string' ? withTexts(data, context) : data, ...more);
    };
    context.sockets.add(this);
    this.on('close', () => context.sockets.delete(this));
    // Whoever listens for nothing else must not end the process.
    this.on('error', () => {});
    this.on('upgrade', ({ headers }) => {
      for (const cookie of headers['set-cookie'] ?? []) context.jar.store(cookie);
    });
    // Before the client's own listener, which is set later.
    this.on('message', (data) => {
      if (!context.dropped) context.onResponseText(String(data));
    });
  }
}

/** Puts the JSON texts back that the client can't carry without loss: 64-bit numbers, keys that are there twice. */
function withTexts(sent: string, { texts }: ClientContext): string {
  if (texts.size === 0) return sent;
  return sent.replace(/"data":"(understudy:text:\d+)"/gu, (all, name: string) => {
    const text = texts.get(name);
    texts.delete(name);
    return text === undefined ? all : `"data":${text}`;
  });
}

/** Loads a script of callback-polling and runs it: it calls the function that its URL names. */
async function run(script: Script, context: ClientContext): Promise<void> {
  const url = script.src ?? '';
  const name = new URL(url).searchParams.get('jsonp') ?? '';
  // Now, for the clients of other desktops use the same names.
  const callback = (globalThis as unknown as { window: Window }).window[name] as (
    messages: unknown,
  ) => void;
  if (context.dropped) return;
  try {
    const text = await context.load(url);
    const json = argumentOf(text, name);
    if (context.dropped) return;
    context.onResponseText(json);
    callback(JSON.parse(json));
  } catch {
    if (!context.dropped) script.onerror?.({ type: 'error' });
  }
}

/** The text between the parentheses of `name(…)`; what a server sends is never run. @throws Error if it is no such call */
function argumentOf(text: string, name: string): string {
  const start = text.indexOf('(');
  const end = text.lastIndexOf(')');
  const called = text
    .slice(0, start)
    .replace(/^(?:\/\*\*\/|\s)+/u, '')
    .trim();
  if (start < 0 || end < start || called !== name) throw new Error(`it does not call ${name}`);
  return text.slice(start + 1, end);
}
