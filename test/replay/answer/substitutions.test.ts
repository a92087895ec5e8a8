import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeContent, encodeContent } from '../../../src/recording/content-coding.js';
import type { Body } from '../../../src/recording/exchange.js';
import { headerValue } from '../../../src/recording/headers.js';
import type { Answer } from '../../../src/replay/exchange-at-the-door.js';
import { renewal } from '../../../src/replay/renewal.js';
import { jsonText } from '../../json/arbitrary-json.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent } from '../agent-recording.js';
import { PaperDesktop, play } from '../play.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();

/** A text with holes: how it was recorded, and how it must go out where the stand-in has that origin. */
interface Piece {
  readonly recorded: Uint8Array;
  readonly live: (origin: string) => Uint8Array;
}

const escaped = (text: string): string => text.replaceAll('/', '\\/');
const same = (bytes: Uint8Array): Piece => ({ recorded: bytes, live: () => bytes });

/** An origin of the recorded server, plain or as JSON escapes it, and what ends it. */
const origin: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.constantFrom('http://gws.test:8080', 'http://127.0.0.1:8080', 'HTTP://GWS.test:8080'),
    fc.boolean(),
    fc.constantFrom('/', '"', ' ', '\\', '.', '\n', ''),
  )
  .map(([recorded, isEscaped, end]) => {
    const written = isEscaped ? escaped : (text: string): string => text;
    // The end of the body ends it, too; within a body, what follows might go on with it.
    const tail = end === '' ? '/' : end === '.' ? '. ' : end;
    return {
      recorded: Buffer.from(written(recorded) + tail),
      live: (own) => Buffer.from(written(own) + tail),
    };
  });

/** What looks like an origin and is another one. */
const another = fc
  .constantFrom(
    'http://gws.test:80801/',
    'http://gws.test/',
    'https://gws.test:8080/',
    'http://gws.test:8080.evil/',
  )
  .map((text) => same(Buffer.from(text)));

const bytes: fc.Arbitrary<Piece> = fc
  .oneof(
    fc.uint8Array({ maxLength: 40 }),
    jsonText.map((text) => Buffer.from(text)),
  )
  .map(same);

interface Spec {
  readonly pieces: readonly Piece[];
  readonly encoding: 'gzip' | 'deflate' | 'br' | null;
  readonly accepts: string;
  readonly host: string;
}

const spec: fc.Arbitrary<Spec> = fc.record({
  pieces: fc.array(fc.oneof(origin, another, bytes), { maxLength: 8 }),
  encoding: fc.constantFrom('gzip', 'deflate', 'br', null),
  accepts: fc.constantFrom('gzip, deflate, br', 'identity', 'gzip;q=0, br'),
  host: fc.constantFrom(
    'stand-in.test',
    'localhost:1',
    '[::1]:54321',
    'a-very-long-name.of.a.stand-in.test:65535',
  ),
});

function bodyOf({ pieces, encoding }: Spec): Body {
  const content = Buffer.concat(pieces.map(({ recorded }) => recorded));
  const encoded = encoding === null ? null : encodeContent(content, encoding);
  const length = (encoded ?? content).length;
  return { content, encoded, encoding, length, digest: null, omitted: null };
}

/** What an answer says once decoded; its length must be right. */
function said(answer: Answer | null): string {
  const body = answer?.body ?? new Uint8Array();
  const headers = answer?.headers ?? [];
  expect(headerValue(headers, 'content-length')).toBe(String(body.length));
  const decoded = decodeContent(body, headerValue(headers, 'content-encoding'), { limit: 1e6 });
  return 'content' in decoded ? Buffer.from(decoded.content).toString('latin1') : decoded.omitted;
}

describe('what is put in the place of something recorded', () => {
  it('changes nothing else of a body, whatever it is made of and however it is encoded', () => {
    fc.assert(
      fc.property(fc.array(spec, { minLength: 10, maxLength: 20 }), (specs) => {
        using recording = recordingOf(folder, (b) => {
          for (const [index, each] of specs.entries()) {
            b.exchange({
              method: 'GET',
              path: `/${index}`,
              requestHeaders: [['Host', index % 2 === 0 ? '127.0.0.1:8080' : 'gws.test:8080']],
              responseHeaders: [
                ['Content-Type', 'application/json'],
                ...(each.encoding === null ? [] : [['Content-Encoding', each.encoding] as const]),
                ['Content-Length', '7'],
              ],
              responseBody: bodyOf(each),
            });
          }
        });
        const stage = play(recording);
        for (const [index, { pieces, accepts, host }] of specs.entries()) {
          let answer: Answer | null = null;
          stage.handle(
            {
              method: 'GET',
              target: `/${index}`,
              headers: [
                ['Host', host],
                ['Accept-Encoding', accepts],
              ],
              body: null,
            },
            (each) => {
              answer = each;
            },
          );
          const expected = Buffer.concat(pieces.map(({ live }) => live(`http://${host}`)));
          expect(said(answer)).toBe(expected.toString('latin1'));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('changes nothing else of answers and notifications with references, origins and secrets of the client', () => {
    const part = fc.record({
      before: jsonText,
      after: jsonText,
      spaces: fc.constantFrom('', ' ', '\n\t'),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 8 }), (parts) => {
        const textOf = (index: number, uri: string, reference: number): string => {
          const { before = '', after = '', spaces = '' } = parts[index] ?? {};
          return `{${spaces}"x":${before},"uri":"${uri}","referenceId"${spaces}:${reference}${spaces},"y":${after}}`;
        };
        using recording = recordingOf(folder, (b) => {
          const agent = recordedAgent(b, 'a1');
          agent.logIn();
          agent.handshake();
          agent.subscribe('/v2/me/tweets');
          for (const index of parts.keys()) {
            const text = textOf(index, 'http:\\/\\/gws.test:8080/t', index + 1);
            agent.call(`/${index}`, '{}', text, [text]);
          }
        });
        const desktop = PaperDesktop.ready(play(recording, { freshReferences: true }), 'a1');
        const offset = renewal(1, 1, 1).references(1);
        for (const index of parts.keys()) {
          const expected = textOf(index, 'http:\\/\\/stand-in.test/t', offset + index + 1);
          expect(desktop.text(`/${index}`, '{}')).toBe(expected);
          desktop.connect();
          expect(desktop.notices.splice(0)).toEqual([
            `{"channel":"/v2/me/tweets","data":${expected}}`,
          ]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
