import { inspect } from 'node:util';
import { UnderstudyError } from '../../../src/errors.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { replay } from '../../../src/replay/replay.js';
import { linksOf } from '../../../src/rules/links-of.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { chanceFrom } from '../../e2e/kills/chance.js';
import { type Playbook, playbooksOf } from '../proof/playbook.js';
import { Pump } from '../proof/pump.js';
import { WireDesktop } from '../proof/wire-desktop.js';

/** A file to be replayed, and the whole one from which desktops know what to do. */
export interface Order {
  readonly file: string;
  readonly whole: string;
  readonly together?: boolean;
}

/** `refused`: a RecordingError; `played`: desktops were answered; `broken`: neither. */
export interface Outcome {
  readonly kind: 'refused' | 'played' | 'broken';
  /** The error, or what desktops were told of it. */
  readonly detail: string;
}

/** What only a defect of ours says. */
const defect =
  /Cannot read|is not a function|is not iterable|is not defined|call stack|Invalid (?:regular|array|string|count)|out of range|undefined/u;

const known = new Map<string, readonly Playbook[]>();

function playbooksIn(whole: string): readonly Playbook[] {
  let books = known.get(whole);
  if (books === undefined) {
    using recording = openRecording(whole);
    books = playbooksOf(recording, linksOf(recording).links, false);
    known.set(whole, books);
  }
  return books;
}

async function play({ file, whole, together = false }: Order): Promise<Outcome> {
  const clock = manualClock();
  const books = playbooksIn(whole);
  const told: string[] = [];
  try {
    await using standIn = await replay(file, {
      listen: { host: '127.0.0.1', port: 0 },
      clock,
      together,
    });
    const chance = chanceFrom('hostile');
    const pump = new Pump(chance, clock, false);
    const { port } = new URL(standIn.url);
    const desktops = books.map(
      (playbook) => new WireDesktop({ port: Number(port), pump, chance, playbook, luck: null }),
    );
    const work = async (): Promise<void> => {
      for (const each of desktops) await each.play();
      for (const each of desktops) await each.finish();
    };
    try {
      await pump.run(work());
      told.push(...desktops.flatMap(({ seen }) => seen.match(/understudy: [^"]*/gu) ?? []));
      told.push(...standIn.report().undelivered.map(({ reason }) => reason));
      await standIn.readAhead();
    } finally {
      for (const each of desktops) each.drop();
    }
  } catch (error) {
    return refusal(error) ?? { kind: 'broken', detail: inspect(error) };
  }
  return outcome('played', told.join('\n'));
}

/** Both what was read and what was told in the end may be damaged. */
function refusal(error: unknown): Outcome | null {
  if (error instanceof UnderstudyError && !/[\r\n]/u.test(error.message)) {
    return outcome('refused', error.message);
  }
  if (!(error instanceof Error && 'suppressed' in error && 'error' in error)) return null;
  return refusal(error.suppressed) && refusal(error.error);
}

function outcome(kind: Outcome['kind'], detail: string): Outcome {
  const polluted = 'polluted' in {} || Object.keys(Object.prototype).length > 0;
  return { kind: defect.test(detail) || polluted ? 'broken' : kind, detail };
}

process.on('message', (order: Order) => {
  void play(order).then((found) => process.send?.(found));
});
