import { plural } from './plural.js';
import { printable } from './printable.js';

interface Changes {
  readonly count: number;
  readonly changed: number;
}

/** What a scrub has to say when it is done. */
interface ScrubSummary {
  readonly file: string;
  readonly output: string;
  readonly requests: Changes;
  readonly responses: Changes;
  readonly messages: Changes;
}

/** Says for people in how much of a recording something was replaced. */
export function describeScrub({ file, output, ...rows }: ScrubSummary): string {
  const said = (['requests', 'responses', 'messages'] as const).map((name) => {
    const { count, changed } = rows[name];
    return `${changed} of ${plural(count, name.slice(0, -1))}`;
  });
  return [
    `scrubbed ${printable(file)} into ${printable(output)}`,
    `  replaced something in ${said.join(', ')}`,
  ].join('\n');
}
