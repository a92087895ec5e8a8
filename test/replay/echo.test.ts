import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/json/parse-json.js';
import { echoesOf, withEchoes } from '../../src/replay/echo.js';
import type { ShapeBody } from '../../src/replay/matching/request-shape.js';

const body = (text: string): ShapeBody => ({ kind: 'json', node: parseJson(text) });

/** What becomes of a text that a call caused. */
function echoed(recorded: string, live: string, text: string): string {
  return withEchoes(text, echoesOf(body(recorded), body(live)));
}

describe('a reference that the client supplied', () => {
  it('is named in what the call caused as the live client wrote it', () => {
    const text = '{ "referenceId" : "r1", "n": 1.10 }';
    expect(echoed('{"referenceId":"r1"}', '{"referenceId":"\\u0072\\u0032"}', text)).toBe(
      '{ "referenceId" : "\\u0072\\u0032", "n": 1.10 }',
    );
    expect(echoed('{"referenceId":"r1"}', '{"referenceId":12345678901234567890}', text)).toBe(
      '{ "referenceId" : 12345678901234567890, "n": 1.10 }',
    );
  });

  it('is found wherever it stands, however it is escaped, under either name', () => {
    expect(
      echoed(
        '{"operationId":"r1"}',
        '{"operationId":"x"}',
        '[{"data":{"operationId":"\\u0072\\u0031"}},{"referenceId":"r1"}]',
      ),
    ).toBe('[{"data":{"operationId":"x"}},{"referenceId":"x"}]');
  });

  it('is nothing else that looks like it', () => {
    const text = '{"referenceId":45,"operationId":"46","id":"45","of":["45"]}';
    expect(echoed('{"referenceId":"45"}', '{"referenceId":"x"}', text)).toBe(text);
  });

  it('may be one of two', () => {
    expect(
      echoed(
        '{"referenceId":"a","operationId":"b"}',
        '{"operationId":"B","referenceId":"A"}',
        '{"referenceId":"b","operationId":"a"}',
      ),
    ).toBe('{"referenceId":"B","operationId":"A"}');
  });

  it('counts only if both requests supply it, and changes no text that is no JSON', () => {
    expect(echoed('{"referenceId":"a"}', '{}', '{"referenceId":"a"}')).toBe('{"referenceId":"a"}');
    expect(echoed('{"referenceId":{}}', '{"referenceId":1}', '{"referenceId":{}}')).toBe(
      '{"referenceId":{}}',
    );
    expect(echoed('{"referenceId":"a"}', '{"referenceId":"b"}', '"referenceId":"a"')).toBe(
      '"referenceId":"a"',
    );
  });
});
