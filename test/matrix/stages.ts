import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRecording, record, replay } from '../../src/index.js';
import type { Cell } from './cells.js';
import { startMatrixServer } from './matrix-server.js';
import { type Outcome, visit } from './visit.js';

const listen = { host: '127.0.0.1', port: 0 };

/** Nothing was asked for in vain, left out, or kept back. */
const nothingLeft = { misses: [], unplayed: [], undelivered: [] };

/** What comes of a cell with the server alone. */
export async function direct(cell: Cell): Promise<Outcome> {
  const server = await startMatrixServer(cell.server, cell);
  try {
    return await visit(server.url, cell);
  } finally {
    await server.close();
  }
}

/** What comes of it through a recorder. */
export async function recorded(cell: Cell, file: string) {
  const server = await startMatrixServer(cell.server, cell);
  try {
    const recorder = await record({ target: server.url, output: file, listen });
    const outcome = await visit(recorder.url, cell);
    return { outcome, summary: await recorder.close() };
  } finally {
    await server.close();
  }
}

/** The transport of each session in a recording. */
export function transportsIn(file: string): readonly (string | null)[] {
  using recording = openRecording(file);
  return recording.sessions().map(({ transport }) => transport);
}

/** What comes of it with the stand-in of a recording, and what the stand-in says of itself. */
export async function replayed(file: string, cell: Cell) {
  await using standIn = await replay(file, { listen });
  const outcome = await visit(standIn.url, cell);
  const { misses, unplayed, undelivered } = standIn.report();
  return { outcome, left: { misses, unplayed, undelivered } };
}

/** What `replayed` is if all went well. */
export const wholly = (outcome: Outcome) => ({ outcome, left: nothingLeft });

/** A folder for recordings. */
export function recordingsFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'understudy-matrix-'));
  let files = 0;
  return {
    /** A file that does not exist yet. */
    file(): string {
      files += 1;
      return path.join(folder, `${files}.db`);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
