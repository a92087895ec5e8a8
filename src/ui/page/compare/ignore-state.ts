import { signal } from '@preact/signals';
import type { DiffAddition, DiffGroup, IgnoreRequest, UndoRequest } from '../../protocol/diff.js';
import { postJson } from '../state/server.js';
import { chosen, compare, messageOf, overview } from './compare-state.js';

/** The group that is to be ignored: the dialog is open. Null if none is. */
export const asked = signal<DiffGroup | null>(null);

/** What was done last, to be told and taken back; null if nothing was. */
export interface Told {
  readonly words: string;
  readonly addition: number | null;
  readonly isTrouble: boolean;
}

export const told = signal<Told | null>(null);

/** Whether something is being written. */
export const writing = signal(false);

/** Opens the dialog for the chosen group, if a rule can ignore it. */
export function askToIgnore(): void {
  const group = chosen.value?.group ?? null;
  if (group !== null && group.rule === null && group.fixed === null) asked.value = group;
}

/** Has the rule written, and the recordings compared again. */
export async function ignore(option: number): Promise<void> {
  const group = asked.value;
  const revision = overview.value?.revision;
  if (group === null || revision === undefined) return;
  await write(async () => {
    const request: IgnoreRequest = { revision, group: group.id, option };
    const added = await postJson<DiffAddition | null>('api/diff/ignore', request);
    asked.value = null;
    return added === null
      ? { words: 'The rule stood there already.', addition: null, isTrouble: false }
      : { words: 'Ignored from now on.', addition: added.id, isTrouble: false };
  });
}

/** Takes back what was written. */
export async function undo(addition: number): Promise<void> {
  await write(async () => {
    const request: UndoRequest = { addition };
    await postJson('api/diff/undo', request);
    return { words: 'Taken back.', addition: null, isTrouble: false };
  });
}

/** Compares anew, though nothing was written here: recordings go on, and rules are edited. */
export async function compareAgain(): Promise<void> {
  await write(async () => {
    await compare(true);
    return null;
  });
}

async function write(action: () => Promise<Told | null>): Promise<void> {
  writing.value = true;
  try {
    const done = await action();
    if (done !== null) await compare();
    told.value = done;
  } catch (error) {
    told.value = { words: messageOf(error), addition: null, isTrouble: true };
  } finally {
    writing.value = false;
  }
}
