import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { compareSides, sideOf } from './sides.js';

const folder = temporaryFolder();
let files = 0;

type Outcome = 'complete' | 'cut-by-server' | 'cut-by-desktop';

/** A call that ends so; without a body no answer had begun. */
function ended(outcome: Outcome, responseBody: string | null, method = 'POST') {
  const file = folder.path(`${files++}.db`);
  buildRecording(file, (b) => {
    const session = b.session('a1');
    const answer = responseBody === null ? { status: null, responseHeaders: null } : {};
    b.exchange({ session, method, path: '/api/v2/me', outcome, responseBody, ...answer });
  });
  return openRecording(file);
}

function told(left: Parameters<typeof ended>, right: Parameters<typeof ended>) {
  using one = ended(...left);
  using other = ended(...right);
  const { differences, ignored } = compareSides(sideOf(one), sideOf(other));
  return {
    differences: differences.map(({ kind, path, baseline, candidate }) => ({
      ...{ kind, path, baseline, candidate },
    })),
    ignored,
  };
}

describe('an answer that the server cut off', () => {
  it('differs from a whole one, even if all bytes came', () => {
    for (const method of ['POST', 'GET']) {
      const whole = ['complete', '{"statusCode":0}', method] as const;
      const cut = ['cut-by-server', '{"statusCode":0}', method] as const;
      const [body, part] = [{ statusCode: 0 }, { cut: { statusCode: 0 } }];
      expect(told([...whole], [...cut]).differences).toEqual([
        { kind: 'body', path: '', baseline: body, candidate: part },
      ]);
      expect(told([...cut], [...whole]).differences).toEqual([
        { kind: 'body', path: '', baseline: part, candidate: body },
      ]);
    }
  });

  it('is compared with another such by what came', () => {
    expect(told(['cut-by-server', '{"a":1'], ['cut-by-server', '{"a":1']).differences).toEqual([]);
    expect(told(['cut-by-server', '{"a":1'], ['cut-by-server', '{"a"']).differences).toHaveLength(
      1,
    );
  });
});

describe('an answer that the desktop of the baseline did not wait for', () => {
  it('says nothing of the server', () => {
    expect(told(['cut-by-desktop', '{"a":'], ['complete', '{"a":1}'])).toEqual({
      differences: [],
      ignored: [{ rule: 'cut-by-desktop', count: 1 }],
    });
    expect(told(['cut-by-desktop', null], ['complete', '{"a":1}'])).toEqual({
      differences: [],
      ignored: [{ rule: 'cut-by-desktop', count: 1 }],
    });
  });

  it('is not the candidate’s, whose server may take too long', () => {
    expect(told(['complete', '{"a":1}'], ['cut-by-desktop', '{"a":']).differences).toHaveLength(1);
    expect(told(['complete', '{"a":1}'], ['cut-by-desktop', null]).differences).toHaveLength(1);
  });
});
