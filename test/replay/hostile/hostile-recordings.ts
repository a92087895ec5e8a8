import type Database from 'better-sqlite3';
import { checksum } from '../../../src/recording/checksum.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { recordOffice } from '../proof/office-recording.js';

/** What hostile recordings are made from. */
export function recordPlain(b: RecordingBuilder): void {
  recordOffice(b);
}

/** Gives rows that were changed by hand the sums that belong to them, so that the lie goes further. */
export function seal(database: Database.Database): void {
  database.transaction(() => sealRows(database))();
}

function sealRows(database: Database.Database): void {
  const bodies = database.prepare('SELECT id, content, encoded FROM body').all() as {
    id: number;
    content: Buffer | null;
    encoded: Buffer | null;
  }[];
  const body = database.prepare('UPDATE body SET checksum = ? WHERE id = ?');
  for (const { id, content, encoded } of bodies) body.run(checksum(content, encoded), id);
  const messages = database
    .prepare('SELECT id, text, data FROM message LEFT JOIN notification ON message = message.id')
    .all() as { id: number; text: string; data: string | null }[];
  const message = database.prepare('UPDATE message SET checksum = ? WHERE id = ?');
  for (const { id, text, data } of messages) message.run(checksum(text, data), id);
}

const long = 'x'.repeat(1024 * 1024);
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const headers = (...list: readonly (readonly [string, string])[]): string => JSON.stringify(list);

/** One statement with what it is about; `?` are its parameters. */
type Lie = readonly [about: string, sql: string, ...parameters: unknown[]];

/** Statements by which a recording tells lies that its tables allow. */
export const lies: readonly Lie[] = [
  ['an id that is no safe integer', 'UPDATE request SET seq = 9007199254740993'],
  ['the greatest place of all', 'UPDATE request SET seq = 9223372036854775807'],
  ['negative places', 'UPDATE request SET seq = -id'],
  ['one place for all', 'UPDATE request SET seq = 7'],
  ['messages before their requests', 'UPDATE message SET seq = -seq'],
  ['negative ids', 'UPDATE request SET id = -id'],
  ['negative sessions', 'UPDATE session SET id = -id'],
  ['times beyond all calendars', 'UPDATE request SET started_at = 1e300'],
  ['endless times', 'UPDATE response SET ended_at = 9e999'],
  ['an end before the beginning', 'UPDATE response SET ended_at = -8e15'],
  ['messages in the far future', 'UPDATE message SET received_at = 8.64e15'],
  ['a session that is not there', 'UPDATE request SET session = 4711'],
  ['all in one session', 'UPDATE request SET session = 1'],
  [
    'later sessions in a circle',
    'INSERT OR REPLACE INTO request_session SELECT id, id FROM request',
  ],
  ['exchanges that are not there', 'UPDATE message SET exchange = 4711'],
  ['all messages in one exchange', 'UPDATE message SET exchange = 1'],
  ['bodies that are not there', 'UPDATE response SET body = 4711'],
  ['one body for all', 'UPDATE response SET body = 1'],
  ['links to nowhere', 'UPDATE link SET call = 4711'],
  ['links to one call', 'UPDATE link SET call = (SELECT max(id) FROM request)'],
  ['links to no calls', 'UPDATE link SET call = 1'],
  ['copies of everything', 'UPDATE link SET copy = 9'],
  ['evidence that is no object', "UPDATE link SET evidence = '[]'"],
  ['evidence against all objects', `UPDATE link SET evidence = '{"__proto__":{"polluted":1}}'`],
  ['a thousand links of nothing', 'DELETE FROM notification'],
  ['no messages', 'DELETE FROM message'],
  ['no requests', 'DELETE FROM request'],
  ['no sessions', 'DELETE FROM session'],
  ['no facts', 'DELETE FROM fact'],
  ['unknown kinds', "UPDATE request SET kind = 'x'"],
  ['websockets only', "UPDATE request SET kind = 'websocket'"],
  ['calls only', "UPDATE request SET kind = 'call'"],
  ['Bayeux only', "UPDATE request SET kind = 'bayeux'"],
  ['unknown outcomes', "UPDATE response SET outcome = 'x'"],
  ['unknown directions', "UPDATE message SET direction = 'x'"],
  ['all messages from desktops', "UPDATE message SET direction = 'to-server'"],
  ['all messages from the server', "UPDATE message SET direction = 'to-desktop'"],
  ...[0, 99, 101, 103, 204, 304, 600, 700, 1e9, -1].map(
    (status): Lie => [`status ${status}`, 'UPDATE response SET status = ?', status],
  ),
  [
    'a method with a line of its own',
    "UPDATE request SET method = 'GET / HTTP/1.1' || char(13, 10)",
  ],
  ['a path of a megabyte', 'UPDATE request SET path = ? WHERE id % 9 = 0', `/${long}`],
  ['a path of slashes', 'UPDATE request SET path = ?', '/'.repeat(100_000)],
  ['a query of a hundred thousand', 'UPDATE request SET path = path || ?', `?${'a&'.repeat(1e5)}`],
  ['a path with controls', "UPDATE request SET path = path || char(0, 10, 27) || '[2J'"],
  ['a path out of the house', "UPDATE request SET path = '/../../../etc/passwd'"],
  ['a path that is a URL', "UPDATE request SET path = 'file:///etc/passwd'"],
  ['headers that are no headers', "UPDATE response SET headers = '[[1,2]]'"],
  ['headers that are no JSON', "UPDATE response SET headers = '[['"],
  ['headers without end', 'UPDATE request SET headers = ?', deep],
  [
    'headers in headers',
    'UPDATE response SET headers = ?',
    headers(['X', 'a\r\nSet-Cookie: evil=1\r\n\r\nbody'], ['Y\r\nZ', 'a'], ['', 'b'], ['é', 'ü']),
  ],
  [
    'lying lengths',
    'UPDATE response SET headers = ?',
    headers(['Content-Length', '1'], ['content-length', '-5'], ['Transfer-Encoding', 'chunked']),
  ],
  [
    'a connection that is an upgrade',
    'UPDATE response SET headers = ?',
    headers(['Connection', 'upgrade, close'], ['Upgrade', 'x'], ['Trailer', 'x'], ['TE', 'x']),
  ],
  [
    'names of prototypes',
    'UPDATE response SET headers = ?',
    headers(['__proto__', 'polluted'], ['constructor', 'x'], ['Set-Cookie', '__proto__=1']),
  ],
  ['cookies of a megabyte', 'UPDATE response SET headers = ?', headers(['Set-Cookie', long])],
  [
    'a hundred thousand headers',
    'UPDATE response SET headers = ? WHERE exchange < 4',
    headers(...Array.from({ length: 1e5 }, () => ['X', ''] as const)),
  ],
  ['a reason with lines', "UPDATE response SET reason = 'OK' || char(13, 10) || 'X: y'"],
  ['a host that is none', 'UPDATE request SET headers = ?', headers(['Host', long])],
  ['places that are none', `UPDATE response SET redacted = '["body/a/b","","__proto__"]'`],
  ['all redacted', `UPDATE request SET redacted = '["path","text","body"]'`],
  ['bodies that say gzip', "UPDATE body SET encoding = 'gzip'"],
  ['bodies that say nonsense', "UPDATE body SET encoding = 'x, y, z', encoded = content"],
  [
    'bodies that were zipped without end',
    'UPDATE body SET encoding = ?, content = CAST(content || ? AS BLOB)',
    'gzip,'.repeat(50_000),
    Buffer.from(' http://gws.test:8080'),
  ],
  ['bodies that were left out', "UPDATE body SET content = NULL, omitted = 'too-large'"],
  ['bodies that are not there', 'UPDATE body SET content = NULL'],
  ['lengths that are none', 'UPDATE body SET length = -1, digest = ?', long],
  ['bodies too deep', 'UPDATE body SET content = ?', Buffer.from(deep)],
  ['bodies that are no text', 'UPDATE body SET content = ?', Buffer.alloc(100_000, 0xff)],
  [
    'bodies against all objects',
    'UPDATE body SET content = ?',
    Buffer.from('{"__proto__":{"polluted":1},"operationName":"__proto__","referenceId":{}}'),
  ],
  ['messages that are no JSON', "UPDATE message SET text = 'x'"],
  ['messages that are no objects', "UPDATE message SET text = '[1]'"],
  ['messages too deep', 'UPDATE message SET text = ?', `{"data":${deep}}`],
  ['messages of a megabyte', 'UPDATE message SET text = ?', `{"data":"${long}"}`],
  [
    'messages against all objects',
    'UPDATE message SET text = ?',
    '{"__proto__":{"polluted":1},"channel":"/v2/me/tweets","data":1,"id":{"a":1},"clientId":"x"}',
  ],
  ['channels of a hundred thousand parts', 'UPDATE message SET channel = ?', '/a'.repeat(1e5)],
  ['channels that are none', "UPDATE message SET channel = '**'"],
  ['no channels', 'UPDATE message SET channel = NULL'],
  [
    'channels that are prototypes',
    "UPDATE message SET channel = '__proto__', client_id = '__proto__'",
  ],
  [
    'handshakes that were never right',
    `UPDATE message SET text = replace(text, '"successful":true', '"successful":false')`,
  ],
  ['advice for ever', `UPDATE message SET text = replace(text, '20000', '1e400')`],
  ['acknowledgements of nothing', `UPDATE message SET text = replace(text, '"ack":', '"ack":-')`],
  ['data of prototypes', `UPDATE notification SET data = '{"__proto__":1}', reference_id = '{}'`],
  ['users out of the house', "UPDATE session_user SET user = '../../etc/passwd' || char(0, 10)"],
  ['a user of a megabyte', 'UPDATE session_user SET user = ?', long],
  ['a target that is a file', "UPDATE fact SET value = 'file:///etc/passwd' WHERE name = 'target'"],
  ['a target with a password', "UPDATE fact SET value = 'http://a:b@c' WHERE name = 'target'"],
  ['a target that is a pattern', "UPDATE fact SET value = '(a+)+$' WHERE name = 'target'"],
  ['an empty target', "UPDATE fact SET value = '' WHERE name = 'target'"],
  ['a target of a megabyte', "UPDATE fact SET value = ? WHERE name = 'target'", `http://${long}`],
  ['a label with controls', "UPDATE fact SET value = char(27) || ']0;x' WHERE name = 'label'"],
  ['a label that is a path', "UPDATE fact SET value = '../../../tmp/x' WHERE name = 'label'"],
  ['rules that are none', "INSERT INTO fact VALUES (99, 'rules', '{\"correlate\":1}')"],
  ['rules too deep', "INSERT INTO fact VALUES (99, 'rules', ?)", deep],
  [
    'rules against all objects',
    `INSERT INTO fact VALUES (99, 'rules', '{"__proto__":{"polluted":1}}')`,
  ],
  ['a list that is none', "INSERT INTO fact VALUES (99, 'only', '[1]')"],
  ['a start that is none', "UPDATE fact SET value = 'now' WHERE name = 'started_at'"],
  ['no end', "DELETE FROM fact WHERE name = 'ended_at'"],
  ['gaps in the far future', 'INSERT INTO gap VALUES (1, 8e15, -8e15, ?)', long],
  ['a gap without end', "INSERT INTO gap VALUES (1, 0, 9e999, 'x')"],
];

/** What a database can hold beside or in the place of our tables. */
export const strangers: readonly (readonly [about: string, sql: string])[] = [
  ['a view in place of a table', 'DROP TABLE gap; CREATE VIEW gap AS SELECT * FROM fact'],
  [
    'a view that never ends',
    'DROP TABLE gap; CREATE VIEW gap AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, 1.0 AS started_at, 1.0 AS ended_at, 1 AS reason FROM n',
  ],
  [
    'generated columns',
    'DROP TABLE gap; CREATE TABLE gap (id INTEGER PRIMARY KEY, started_at REAL, ended_at REAL, reason TEXT AS (hex(zeroblob(1000000))))',
  ],
  ['loose types', 'DROP TABLE gap; CREATE TABLE gap (id, started_at, ended_at, reason)'],
  ['a table of another name in capitals', 'CREATE TABLE "Request " (id)'],
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON fact BEGIN DELETE FROM fact; END'],
  ['an index over an expression', 'CREATE INDEX i ON request (hex(path), length(headers))'],
  ['a view over what there is', 'DROP VIEW sessions; CREATE VIEW sessions AS SELECT 1'],
];

/** Statements that make a recording large where a reader could be slow. */
export const masses: readonly (readonly [about: string, sql: string])[] = [
  [
    'a batch of thirty thousand, answered before it was asked',
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
     INSERT INTO message SELECT 100000 + i, 5, 1000000 + i, 0,
       CASE WHEN i > 15000 THEN 'to-server' ELSE 'to-desktop' END, '/meta/connect', 'c', '[]', 0,
       '{"id":"1","channel":"/meta/connect","successful":true}' FROM n`,
  ],
  [
    'twenty thousand tabs',
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     INSERT INTO message SELECT 100000 + i, 5, 1000000 + i, 0, 'to-server', '/meta/connect', 'c' || i, '[]', 0,
       '{"channel":"/meta/connect","clientId":"c' || (i % 10000) || '"}' FROM n`,
  ],
  [
    'twenty thousand subscriptions of a client that gets twenty thousand notifications',
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     INSERT INTO message SELECT 100000 + i, 5, 1000000 + i, 0, 'to-server', '/meta/subscribe', 'client-2', '[]', 0,
       '{"channel":"/meta/subscribe","clientId":"client-2","subscription":"/s' || i || '"}' FROM n;
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     INSERT INTO message SELECT 200000 + i, 5, 2000000 + i, 0, 'to-desktop', '/x', 'client-2', '[]', 0,
       '{"channel":"/x","data":1}' FROM n;
     INSERT INTO notification SELECT id, NULL, NULL, NULL, '1' FROM message WHERE id > 200000`,
  ],
  [
    'twenty thousand equal calls',
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     INSERT INTO request SELECT 100000 + i, 1, 1, 1000000 + i, 0, 'call', 'POST', '/api/v2/me/nowhere', '1.1',
       NULL, NULL, NULL, '[["Cookie","JSESSIONID=a"]]', '[]', '[]' FROM n`,
  ],
];
