import { expect, it } from 'vitest';
import { describeRecordStart } from '../../src/report/record-start.js';

const start = { url: 'http://127.0.0.1:8080', target: 'https://gws.test/', file: 'monday.db' };

it('says what goes where, and into which file', () => {
  expect(describeRecordStart(start)).toBe(
    'recording what goes through http://127.0.0.1:8080 to https://gws.test, into monday.db',
  );
});

it('says what is left out, and when a new file begins', () => {
  const only = ['Accept', 'Complete'];
  const exclude = ['/a', '/b', '/c', '/d', '/e', '/f', '/g'];
  expect(
    describeRecordStart({ ...start, only, exclude, maxSize: 500 * 1024 ** 2, rotate: 86_400_000 }),
  ).toBe(
    'recording what goes through http://127.0.0.1:8080 to https://gws.test, into monday.db; ' +
      'of the calls only Accept, Complete; nothing on /a, /b, /c, /d, /e and 2 more; ' +
      'goes on in a new file after 1 d or at 500 MiB',
  );
  expect(describeRecordStart({ ...start, rotate: 90 * 60_000 })).toMatch(/ after 90 min$/u);
  expect(describeRecordStart({ ...start, maxSize: 5e8 })).toMatch(/ at 500 MB$/u);
});

it('is one line, whatever names are like', () => {
  const hostile = `a\n\u001b[2J${'x'.repeat(1_000)}`;
  const line = describeRecordStart({ ...start, file: 'a\n.db', only: [hostile] });
  expect(line).toMatch(/into a\\n\.db; of the calls only a\\n\\u001b\[2Jx+…x+$/u);
  expect(line.length).toBeLessThan(200);
});
