import { isoTime } from '../../recording/iso-time.js';
import { byteSize } from '../byte-size.js';
import { plural } from '../plural.js';
import type { StatusFigures } from './status-figures.js';
import {
  correlatedWords,
  gapWords,
  latencyWords,
  queueWords,
  rateWords,
  uncorrelatedWords,
} from './status-words.js';

/**
 * How a recorder is doing, in one line for a log.
 *
 * @param file what it writes now
 */
export function statusLine(file: string, figures: StatusFigures): string {
  const uncorrelated = uncorrelatedWords(figures);
  return [
    `${isoTime(figures.at)}  ${plural(figures.desktops, 'connection')} of desktops`,
    `${rateWords(figures.callsPerSecond)} calls/s`,
    `${rateWords(figures.notificationsPerSecond)} notifications/s`,
    correlatedWords(figures),
    ...(uncorrelated === '' ? [] : [`uncorrelated: ${uncorrelated}`]),
    `latency added: ${latencyWords(figures)}`,
    `${file}: ${byteSize(figures.fileBytes)}`,
    queueWords(figures),
    gapWords(figures),
    ...(figures.targetUnreachable ? ['the target is unreachable'] : []),
  ].join('; ');
}
