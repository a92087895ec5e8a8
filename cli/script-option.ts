import { Option } from 'commander';
import { loadScript, type ReplayScript } from '../src/index.js';

export interface ScriptFlags {
  readonly script?: string;
}

/** `--script FILE`: what a person knows better of what notifications follow. */
export function scriptOption(description: string): Option {
  return new Option('--script <file>', description);
}

/** The script of the file that was named; nothing if none was. */
export function scriptFrom({ script }: ScriptFlags): { readonly script?: ReplayScript } {
  return script === undefined ? {} : { script: loadScript(script) };
}
