import { styleText } from 'node:util';

/** What a piece of text is, so that it can be coloured. */
export type Tone = 'plain' | 'heading' | 'strong' | 'faint' | 'good' | 'warning' | 'bad';

type Format = Exclude<Parameters<typeof styleText>[0], readonly unknown[]>;

const FORMATS: Readonly<Record<Exclude<Tone, 'plain'>, Format>> = {
  heading: 'bold',
  strong: 'bold',
  faint: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
};

/** Colours text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** The painter for a terminal that shows colours, or for one that doesn't. */
export function painter(color: boolean): Paint {
  if (!color) return (_tone, text) => text;
  // Whether there is a terminal has been decided by who asks for colour.
  return (tone, text) =>
    tone === 'plain' || text === ''
      ? text
      : styleText(FORMATS[tone], text, { validateStream: false });
}
