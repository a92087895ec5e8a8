/** What a route is asked. */
export interface Asked {
  /** What stood in the place of each `:name`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Of a POST: JSON text, not checked yet. */
  readonly body: string;
  /** Aborted when who asked is gone. */
  readonly signal: AbortSignal;
}

/** What a route answers. */
export type Answer =
  | { readonly json: unknown }
  /** A body to be kept, never to be shown. */
  | { readonly bytes: Uint8Array; readonly fileName: string };

/** Something that can be asked for under `/api/`. */
export interface Route {
  /** A GET changes nothing; a POST is let through only where the inspector was started with `--write`. */
  readonly method: 'GET' | 'POST';
  /** Such as `/api/recordings/:place/exchanges/:id`; `:name` stands for one segment. */
  readonly path: string;
  /**
   * @throws NotThere if there is no such thing
   * @throws UnderstudyError whose line is told: a RecordingError with status 500, any other with 400
   */
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}

/** What was asked for is not there; the message is one line. */
export class NotThere extends Error {}

/** The route of a path with what stands in its places; null if there is none, whatever the method. */
export function routeOf(
  routes: readonly Route[],
  path: string,
): {
  readonly byMethod: ReadonlyMap<string, Route>;
  readonly parameters: Asked['parameters'];
} | null {
  const segments = path.split('/');
  const byMethod = new Map<string, Route>();
  let parameters: Asked['parameters'] = {};
  for (const route of routes) {
    const found = parametersOf(route.path.split('/'), segments);
    if (found === null) continue;
    byMethod.set(route.method, route);
    parameters = found;
  }
  return byMethod.size === 0 ? null : { byMethod, parameters };
}

function parametersOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [at, each] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (each.startsWith(':')) parameters[each.slice(1)] = segment;
    else if (each !== segment) return null;
  }
  return parameters;
}
