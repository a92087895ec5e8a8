import { describe, expect, it } from 'vitest';
import { found, problems } from './search-rows.js';

describe('what a search finds', () => {
  const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it.each<[string, readonly number[]]>([
    ['', ALL],
    ['   ', ALL],
    ['-', ALL],
    ['""', ALL],
    // Whole values, whatever their case.
    ['operation:Complete', [3]],
    ['op:complete', [3]],
    ['operation:Complete*', [3, 5]],
    ['operation:*e', [3, 9]],
    ['operation:*mplete*er', [5]],
    ['operation:Complete,Accept', [3, 6]],
    ['operation:Complete|Accept', [3, 6]],
    ['operation:"Do it"', [10]],
    ['operation:"do it",Accept', [6, 10]],
    ['operation:"Comp*"', []],
    ['operation:*', [3, 5, 6, 9, 10]],
    ['-operation:*', [1, 2, 4, 7, 8]],
    ['kind:call status:>=400', [6]],
    ['kind:call -status:200', [6, 9, 10]],
    ['not:kind:call not:kind:notification', [1, 2]],
    ['--kind:call', [3, 5, 6, 9, 10]],
    ['user:"agent two"', [6, 7]],
    ['session:2', [6, 7]],
    ['-session:*', [9]],
    ['channel:/v2/me/*', [4, 7, 8]],
    ['type:ChatStateChange', [8]],
    ['notification:StatusChange', [4, 7]],
    ['rule:copy', [7]],
    ['direction:to-desktop', [4, 7, 8]],
    ['outcome:open', [9]],
    // Any part of the path.
    ['path:/chats/', [5]],
    ['path:me/*/9', [5, 9]],
    ['path:"a,b"', [5]],
    ['path:a,nowhere', [1, 2, 3, 5, 6, 9, 10]],
    // A reference, whatever its type.
    ['reference:45', [3, 4, 6]],
    // Numbers.
    ['status:2xx', [2, 3, 5, 10]],
    ['status:4xx,5xx', [1, 6]],
    ['status:201..403', [1, 10]],
    ['status:..203', [2, 3, 5]],
    ['status:404..', [6]],
    ['status:>403', [6]],
    ['status:<=204 kind:call', [3, 5, 10]],
    ['status:=500', [6]],
    ['answers:0', [5, 6, 9, 10]],
    ['answers:>0', [3]],
    ['id:3', [3]],
    ['id:e3,m4', [3, 4]],
    ['id:m3', []],
    ['seq:<3', [1, 2]],
    ['call:3', [3, 4, 7]],
    ['exchange:2', [2, 4, 7, 8]],
    // Stretches of time.
    ['duration:>1s', [10]],
    ['duration:1.5s', [10]],
    ['duration:5ms kind:call', [3, 5, 6]],
    ['duration:1s..2s', [10]],
    ['duration:<100', [1, 2, 3, 5, 6]],
    ['delay:1s', [3, 4]],
    ['delay:>=1s', [3, 4, 7]],
    // Moments.
    ['at:12:26', ALL],
    ['at:12:26:16', [3]],
    ['at:12:26:16..12:26:18', [3, 4, 5]],
    ['after:12:26:20 before:12:26:22', [7, 8]],
    ['at:+3s..+4s', [4, 5]],
    ['after:+8s', [9, 10]],
    ['at:2026-03-02', ALL],
    ['at:2026-03-02T12:26:15', [2]],
    ['before:2026-03-02', []],
    // Words.
    ['uncorrelated', [5, 10]],
    ['is:uncorrelated', [5, 10]],
    ['unsolicited', [8]],
    ['copy', [7]],
    ['-copy kind:notification', [4, 8]],
    ['failed', [1, 6]],
    ['open', [9]],
    ['miss', []],
    ['undelivered', []],
    // Texts.
    ['chat', [5, 8]],
    ['"failed"', []],
    ['"Do it"', [10]],
    ['204', [10]],
    ['agent kind:call', [6]],
    ['http://nowhere', []],
    ['12:30', []],
    ['complete', [3, 5]],
    ['complete -transfer', [3]],
  ])('%s', (search, ids) => {
    expect(found(search)).toEqual(ids);
    expect(problems(search)).toEqual([]);
  });
});

describe('what a search can not mean', () => {
  it.each<[string, readonly string[]]>([
    ['statu:200', ['0-9 `statu` is no key: did you mean `status`? Put a text in quotes.']],
    [
      'opreation:x',
      ['0-11 `opreation` is no key: did you mean `operation`? Put a text in quotes.'],
    ],
    ['"no end', ['0-7 A quote is not closed: all behind it is one text, spaces and keys too.']],
    [
      'user:a1 "x" path:"/me status:200',
      ['17-32 A quote is not closed: all behind it is one text, spaces and keys too.'],
    ],
    ['"a \\" b', ['0-7 A quote is not closed: all behind it is one text, spaces and keys too.']],
    ['"closed" "', []],
    ['zzzzz:1', ['0-7 `zzzzz` is no key. Put a text in quotes.']],
    ['a status:', ['2-9 `status:` needs a value: 200, >=400, 4xx, 400..499.']],
    ['status:many', ['0-11 `many` is no number: 200, >=400, 4xx, 400..499.']],
    ['status:>', ['0-8 `>` is no number: 200, >=400, 4xx, 400..499.']],
    ['status:..', ['0-9 `..` is no number: 200, >=400, 4xx, 400..499.']],
    ['duration:1day', ['0-13 `1day` is no duration: >100ms, 1s..5s.']],
    ['at:25:00', ['0-8 `25:00` is no time: 12:30, 12:30..12:35, +90s.']],
    ['before:noon', ['0-11 `noon` is no time: 12:30, 12:30..12:35, +90s.']],
    ['is:opne', ['0-7 `is:` needs `open`.']],
    ['"a":b', []],
    ['__proto__:x', []],
    ['constructor:x', ['0-13 `constructor` is no key. Put a text in quotes.']],
  ])('%s', (search, words) => {
    expect(problems(search)).toEqual(words);
  });

  it('leaves out what it does not understand, and does the rest', () => {
    expect(found('statu:200 operation:Complete')).toEqual([3]);
  });

  it('reads the beginning of an endless search', () => {
    expect(problems('a '.repeat(5_000))).toEqual([
      '2000-10000 Only the first 2,000 characters are read.',
    ]);
  });
});
