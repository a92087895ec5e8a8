import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../run-program.js';
import { pack, root, type Tarball } from './pack.js';

/** Source maps would point at sources that are not in the tarball. */
const kinds = [
  /^dist\/(?:src|cli)\/(?:[\w-]+\/)*[\w-]+\.(?:js|d\.ts)$/u,
  /^dist\/src\/ui\/page\/(?:index\.html|icon\.svg|licenses\.md|assets\/[\w-]+\.(?:css|js))$/u,
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/u,
  /^docs\/(?:[\w-]+\.md|admin\.openapi\.json|(?:config|follow|jsonl|rules|script)\.schema\.json)$/u,
  /^docs\/examples\/(?:[\w-]+\/)?[\w.-]+\.(?:html|java|js|json|py|sh)$/u,
  /^docs\/deploy\/(?:README\.md|Containerfile|understudy-record\.service)$/u,
];

describe('the tarball', () => {
  let folder: string;
  let tarball: Tarball;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'understudy-pack-'));
    tarball = await pack(folder);
    console.log(
      `${path.basename(tarball.file)}: ${tarball.paths.length} files, ${tarball.size} bytes packed, ${tarball.unpackedSize} unpacked`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds built code with its types, and the papers, and nothing else', () => {
    const papers = tarball.paths.filter((each) => !/^dist\/|^docs\/examples\//u.test(each));
    expect(papers.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'docs/README.md',
      'docs/admin-api.md',
      'docs/admin.openapi.json',
      'docs/config.schema.json',
      'docs/configuration.md',
      'docs/correlation.md',
      'docs/deploy/Containerfile',
      'docs/deploy/README.md',
      'docs/deploy/understudy-record.service',
      'docs/diff.md',
      'docs/faults.md',
      'docs/file-format.md',
      'docs/first-capture.md',
      'docs/follow.schema.json',
      'docs/har.md',
      'docs/inspector.md',
      'docs/jsonl.md',
      'docs/jsonl.schema.json',
      'docs/limits.md',
      'docs/long-captures.md',
      'docs/options.md',
      'docs/queries.md',
      'docs/redaction.md',
      'docs/replay-from-other-languages.md',
      'docs/replay-in-tests.md',
      'docs/rules.md',
      'docs/rules.schema.json',
      'docs/script.schema.json',
      'docs/test-runners.md',
      'docs/troubleshooting.md',
      'docs/upgrading-a-server.md',
      'package.json',
    ]);
    expect(tarball.paths.filter((each) => !kinds.some((kind) => kind.test(each)))).toEqual([]);
  });

  it('holds code with types for each source that there is, and for no other', () => {
    // The inspector's page is put together of many sources.
    const builtFrom = tarball.paths
      .filter((each) => each.startsWith('dist/') && !each.startsWith('dist/src/ui/page/'))
      .map((each) => each.replace(/^dist\/(.*?)(?:\.d\.ts|\.js)$/u, '$1'));
    for (const source of builtFrom) {
      // What runs in a browser is written in the language that browsers run.
      const written = ['.ts', '.js'].filter((kind) => existsSync(path.join(root, source + kind)));
      expect(written, source).toHaveLength(1);
      expect(
        builtFrom.filter((each) => each === source),
        source,
      ).toHaveLength(2);
    }
  });

  it('is a well-made package, says publint', async () => {
    const bytes = new Uint8Array(readFileSync(tarball.file));
    const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
    expect(messages.map((each) => formatMessage(each, pkg ?? {}, { color: false }))).toEqual([]);
  });

  it('has types that resolve from ES modules, says attw', async () => {
    const attw = path.join(root, 'node_modules/.bin/attw');
    const options = ['--profile', 'esm-only', '--no-definitely-typed', '--no-color'];
    const { status, stdout } = await runProgram(attw, [tarball.file, ...options]);
    expect(status, stdout).toBe(0);
  });
});
