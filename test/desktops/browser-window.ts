import type { Agent } from 'node:http';
import { adapt } from 'cometd-nodejs-client';
import type { CookieJar } from './cookie-jar.js';

/**
 * What belongs to one desktop in the process-wide `window` that the CometD client needs. Given to a
 * client as its transport's `context`, it comes with each request that this client makes.
 */
export interface DesktopContext {
  readonly jar: CookieJar;
  readonly agent: Agent;
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
  const scope = (globalThis as unknown as { window: { XMLHttpRequest: new () => Xhr } }).window;
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
}
