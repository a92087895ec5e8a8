import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Programs that commands of the documentation use and that a machine may lack. */
const tools = ['curl', 'duckdb', 'java', 'javac', 'jq', 'python3', 'sqlite3'] as const;

type Tool = (typeof tools)[number];

/** Whether a program can be found. */
export function hasTool(tool: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The programs that a command needs and that are not there. */
export function missingTools(command: string): Tool[] {
  return tools.filter(
    (tool) => new RegExp(`(?:^|[|;&(]|\\$ )\\s*${tool}\\b`, 'mu').test(command) && !hasTool(tool),
  );
}

/**
 * What is to be done where programs are missing: in CI that is a failure, elsewhere one line says so.
 *
 * @throws Error in CI
 */
export function tellMissing(what: string, missing: readonly string[]): string {
  const line = `${what} is not run: ${missing.join(', ')} not found; install it`;
  if (process.env.CI) throw new Error(line);
  console.log(line);
  return line;
}
