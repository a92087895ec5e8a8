import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mergeRecordings } from '../../src/merge/merge-recordings.js';
import type { Link } from '../../src/recording/exchange.js';
import { verifyRecording } from '../../src/recording/verify.js';
import { root } from '../e2e/command.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { dump } from './dump.js';

const folder = temporaryFolder();
const shipped = path.join(root, 'recordings');
const files = readdirSync(shipped)
  .filter((name) => name.endsWith('.db'))
  .map((name) => path.join(shipped, name));

type Dump = ReturnType<typeof dump>;
type Exchange = Dump['exchanges'][number];

/** What an exchange says, whatever its numbers are. */
const said = (exchange: Exchange): string => {
  const { id, session, seq, responseSeq, connection, ...rest } = exchange;
  return JSON.stringify(rest);
};

/** Links as the texts that they link. */
function linked({ exchanges, messages, links }: Dump): string[] {
  const callOf = new Map(exchanges.map((each) => [each.id, said(each)]));
  const messageOf = new Map(messages.map((each) => [each.id, `${each.at} ${each.text}`]));
  return links.map(({ call, notification, rule, copy }: Link) =>
    JSON.stringify([callOf.get(call), messageOf.get(notification), rule, copy]),
  );
}

/** Exchanges by the session that they belong to, whatever its number is. */
function bySession({ exchanges, sessions }: Dump): string[] {
  return [null, ...sessions].map((session) =>
    JSON.stringify([
      session?.user,
      session?.transport,
      session?.startedAt,
      session?.endedAt,
      exchanges.filter((each) => each.session === (session?.id ?? null)).map(said),
    ]),
  );
}

it('merges all that ships, and nothing of it is lost, changed or linked otherwise', async () => {
  const output = folder.path('merged.db');
  const merged = await mergeRecordings(files, {
    output,
    label: 'all',
    target: 'http://127.0.0.1:8090',
  });
  expect(merged).toMatchObject({ files, joinedSessions: 0 });
  expect(verifyRecording(output)).toMatchObject({ whole: true, errors: [] });
  const all = files.map(dump);
  const now = dump(output);
  const texts = (dumps: readonly Dump[], of: (each: Dump) => string[]) =>
    dumps.flatMap(of).toSorted();
  expect(texts([now], (each) => each.exchanges.map(said))).toEqual(
    texts(all, (each) => each.exchanges.map(said)),
  );
  expect(texts([now], (each) => each.messages.map(({ text }) => text))).toEqual(
    texts(all, (each) => each.messages.map(({ text }) => text)),
  );
  expect(texts([now], linked)).toEqual(texts(all, linked));
  const sessions = (dumps: readonly Dump[]) =>
    texts(dumps, bySession).filter((each) => !each.startsWith('[null,null,null,null'));
  expect(sessions([now])).toEqual(sessions(all));
  expect(now.exchanges.map(({ id }) => id)).toEqual(now.exchanges.map((_, index) => index + 1));
  const seqs = [...now.exchanges.map(({ seq }) => seq), ...now.messages.map(({ seq }) => seq)];
  expect(new Set(seqs).size).toBe(seqs.length);
});
