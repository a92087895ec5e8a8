import { rmSync } from 'node:fs';
import { originExchange, originOfHost } from '../../acts/origins.js';
import type { Headers } from '../../recording/exchange.js';
import { headerValue } from '../../recording/headers.js';
import type { Rules } from '../../rules/rules.js';
import { liveHeaders, withoutControls } from '../answer/live-headers.js';
import type { Answer, LiveRequest } from '../exchange-at-the-door.js';
import { askServer } from './ask-server.js';
import type { MissOptions } from './miss-options.js';
import { passedHeaders } from './passed-headers.js';
import type { MissingRecorder } from './record-missing.js';

/** Milliseconds in which a target says nothing, after which it is given up. */
const usualPatience = 30_000;

/** What a passage goes by, besides the target. */
export interface PassageOptions extends Pick<MissOptions, 'recordMissing' | 'onNotice'> {
  readonly rules: Rules;
  /** The stand-in's origin, for requests that don't say how they reached it. */
  readonly origin: () => string;
  /** Milliseconds; 30 s. */
  readonly patience?: number;
}

/** Leads to the one server that a stand-in may connect to, straight or through a recorder of its own. */
export class Passage {
  readonly #target: URL;
  readonly #options: PassageOptions;
  #recorder: MissingRecorder | null = null;

  constructor(target: URL, options: PassageOptions) {
    this.#target = target;
    this.#options = options;
  }

  /**
   * Starts the recorder, if one is asked for. Nothing is connected to yet.
   *
   * @throws UsageError if the new recording's file can't be made
   */
  async open(): Promise<void> {
    const { recordMissing: output, rules, onNotice = () => {} } = this.#options;
    if (output === undefined) return;
    const { recordMissing } = await import('./record-missing.js');
    this.#recorder = await recordMissing({ target: this.#target, output, rules, onNotice });
  }

  /**
   * Asks the target what a desktop asks; `respond` is called once with the target's answer, whose body follows, or 502.
   *
   * @returns gives it up, because the desktop is gone
   */
  pass(request: LiveRequest, respond: (answer: Answer) => void): () => void {
    const target = this.#target;
    const host = headerValue(request.headers, 'host');
    const desktopOrigin = originOfHost(host) ?? this.#options.origin();
    // The recorder names the server itself; it must hear how desktops name the stand-in.
    const through = this.#recorder;
    const toServer = originExchange([desktopOrigin]);
    const toDesktop = originExchange([target.origin]);
    const body = request.encoded ?? request.body;
    return askServer(
      {
        server: through === null ? target : new URL(through.url),
        method: request.method,
        target: request.target.replace(/^https?:\/\/[^/?]*/iu, '').replace(/^(?=\?|$)/u, '/'),
        headers: passedHeaders(
          request,
          body,
          through === null
            ? { host: target.host, origin: (text) => toServer.text(text, target.origin) }
            : { host: host ?? new URL(desktopOrigin).host, origin: (text) => text },
        ),
        body,
        patience: this.#options.patience ?? usualPatience,
      },
      (reply) => {
        if (reply.kind === 'none') {
          respond(badGateway(target.origin, reply.reason));
          return;
        }
        const { response } = reply;
        const status = response.statusCode ?? 0;
        if (status < 200 || status > 999) {
          response.destroy();
          respond(badGateway(target.origin, `${status} is no status`));
          return;
        }
        respond({
          status,
          reason: withoutControls(response.statusMessage ?? ''),
          headers: liveHeaders(pairs(response.rawHeaders), {
            secret: (text) => text,
            origin: (text) => toDesktop.text(text, desktopOrigin),
            recordedHost: target.hostname,
          }),
          body: null,
          stream: response,
        });
      },
    );
  }

  /** Closes the new recording. */
  async close(): Promise<void> {
    const summary = await this.#recorder?.close();
    if (summary === undefined) return;
    const { file, exchanges, gaps } = summary;
    this.#options.onNotice?.(
      `recorded ${exchanges} passed-through ${exchanges === 1 ? 'exchange' : 'exchanges'} in ${file}${gaps.length === 0 ? '' : ', with gaps'}`,
    );
  }

  /** Takes back what `open` began: the stand-in could not be started. */
  async discard(): Promise<void> {
    const summary = await this.#recorder?.close();
    if (summary !== undefined) rmSync(summary.file, { force: true });
  }
}

function pairs(raw: readonly string[]): Headers {
  return raw.flatMap((name, index, all) =>
    index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [],
  );
}

function badGateway(origin: string, reason: string): Answer {
  const body = Buffer.from(`understudy: the target ${origin} gave no answer (${reason})\n`);
  return {
    status: 502,
    reason: 'Bad Gateway',
    headers: [
      ['Content-Type', 'text/plain;charset=UTF-8'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}
