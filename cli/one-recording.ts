import { recordingsNamed, UsageError } from '../src/index.js';

/**
 * The file of a command that can't take several files as one, because it is that file that it is about.
 *
 * @throws UsageError if there are several
 */
export function oneRecording(name: string, command: string): string {
  const files = recordingsNamed(name);
  const [first = name] = files;
  if (files.length <= 1) return first;
  throw new UsageError(
    `${name} is ${files.length} recordings, and ${command} takes one; make one of them first: understudy merge ${name} --output FILE`,
  );
}
