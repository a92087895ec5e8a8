/** What is used here of faye, which comes without types. */
declare module 'faye' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Duplex } from 'node:stream';

  interface Message {
    channel?: string;
    clientId?: string;
    id?: string;
    successful?: boolean;
    error?: string;
    subscription?: string | string[];
    data?: unknown;
    advice?: { reconnect?: string; timeout?: number };
  }

  /** `request` is null for messages that the server itself sends. */
  interface Extension {
    incoming?(
      message: Message,
      request: IncomingMessage | null,
      pass: (message: Message | null) => void,
    ): void;
    outgoing?(
      message: Message,
      request: IncomingMessage | null,
      pass: (message: Message | null) => void,
    ): void;
  }

  /** The part of the server that an engine may call. */
  interface EngineHost {
    readonly timeout: number;
    hasConnection(clientId: string): boolean;
    deliver(clientId: string, messages: readonly Message[]): boolean;
    connection(clientId: string, create: boolean): EngineConnection | undefined;
    trigger(event: string, ...details: string[]): void;
    generateId(): string;
  }

  interface EngineConnection {
    /** A websocket, if the client is on one. */
    readonly socket?: { readonly _socket?: { ping(text: string, onPong: () => void): boolean } };
  }

  /** Where clients, subscriptions and queues are kept. */
  interface Engine {
    disconnect(): void;
    createClient(callback: (clientId: string) => void, context: unknown): void;
    destroyClient(clientId: string, callback?: () => void, context?: unknown): void;
    clientExists(clientId: string, callback: (exists: boolean) => void, context: unknown): void;
    ping(clientId: string): void;
    subscribe(
      clientId: string,
      channel: string,
      callback?: (done: boolean) => void,
      context?: unknown,
    ): void;
    unsubscribe(
      clientId: string,
      channel: string,
      callback?: (done: boolean) => void,
      context?: unknown,
    ): void;
    publish(message: Message, channels: readonly string[]): void;
    emptyQueue(clientId: string): void;
  }

  interface NodeAdapterOptions {
    readonly mount: string;
    /** In seconds. */
    readonly timeout?: number;
    readonly engine?: { readonly type: { create(host: EngineHost): Engine } };
  }

  class NodeAdapter {
    constructor(options: NodeAdapterOptions);
    addExtension(extension: Extension): void;
    handle(request: IncomingMessage, response: ServerResponse): void;
    /** A client within the server itself. */
    getClient(): Client;
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
    close(): void;
  }

  interface ClientExtension {
    incoming?(message: Message, pass: (message: Message) => void): void;
    outgoing?(message: Message, pass: (message: Message) => void): void;
  }

  interface Subscription extends PromiseLike<void> {
    cancel(): void;
  }

  class Client {
    constructor(url: string, options?: { readonly timeout?: number; readonly retry?: number });
    addExtension(extension: ClientExtension): void;
    disable(feature: string): void;
    setHeader(name: string, value: string): void;
    connect(callback?: () => void): void;
    subscribe(channel: string, onMessage: (data: unknown) => void): Subscription;
    publish(channel: string, data: unknown): PromiseLike<void>;
    disconnect(): PromiseLike<void> | undefined;
  }

  const faye: { readonly NodeAdapter: typeof NodeAdapter; readonly Client: typeof Client };
  // biome-ignore lint/style/noDefaultExport: Node gives what a CommonJS module exports as default.
  export default faye;
  export type { Client, ClientExtension, Engine, EngineHost, Extension, Message, Subscription };
}
