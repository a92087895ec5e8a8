import { type Asked, NotThere, type Route } from './route.js';
import type { Source } from './source.js';

/** Longest text that is looked for, in UTF-16 units. */
const longestText = 1_000;

/** What can be asked of each recording, but for its rows. */
export function recordingRoutes(sources: readonly Source[]): readonly Route[] {
  const sourceOf = ({ parameters: { place = '' } }: Asked): Source => {
    const source = /^\d{1,2}$/u.test(place) ? sources[Number(place)] : undefined;
    if (source === undefined) throw new NotThere('there is no such recording');
    return source;
  };
  const get = (path: string, answer: Route['answer']): Route => ({
    method: 'GET',
    path: `/api/recordings/:place/${path}`,
    answer,
  });
  const body = (which: 'request' | 'response'): Route =>
    get(`exchanges/:id/${which}`, (asked) => ({
      bytes: sourceOf(asked).body(idOf(asked), which).bytes,
      fileName: `exchange-${idOf(asked)}-${which}`,
    }));
  return [
    get('exchanges/:id', (asked) => ({ json: sourceOf(asked).exchange(idOf(asked)) })),
    get('messages/:id', (asked) => ({ json: sourceOf(asked).message(idOf(asked)) })),
    body('request'),
    body('response'),
    get('text', async (asked) => {
      const text = (asked.query.get('q') ?? '').slice(0, longestText);
      const source = sourceOf(asked);
      return {
        json: text === '' ? { keys: [], more: false } : await source.find(text, asked.signal),
      };
    }),
  ];
}

function idOf({ parameters: { id = '' } }: Asked): number {
  if (!/^\d{1,15}$/u.test(id)) throw new NotThere('there is no such thing here');
  return Number(id);
}
