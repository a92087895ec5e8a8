import { UsageError } from '../../errors.js';
import type { IgnoreRequest, UndoRequest } from '../protocol/diff.js';
import type { Comparison } from './comparison.js';
import { type Asked, NotThere, type Route } from './route.js';

/** What can be asked of a comparison; who may change anything is seen to at the door. */
export function diffRoutes(comparison: Comparison): readonly Route[] {
  const get = (path: string, answer: (asked: Asked) => Promise<unknown>): Route => ({
    method: 'GET',
    path: `/api/diff${path}`,
    answer: async (asked) => ({ json: await answer(asked) }),
  });
  const post = (path: string, answer: (said: unknown) => Promise<unknown>): Route => ({
    method: 'POST',
    path: `/api/diff${path}`,
    answer: async ({ body }) => ({ json: await answer(jsonIn(body)) }),
  });
  return [
    get('', ({ query }) => {
      if (query.has('again')) comparison.again();
      return comparison.overview();
    }),
    get('/groups/:id/places', ({ parameters, query }) =>
      comparison.places(
        numberIn(query.get('revision')),
        numberIn(parameters.id),
        numberIn(query.get('from') ?? '0'),
      ),
    ),
    get('/groups/:id/ignoring', ({ parameters, query }) =>
      comparison.ignoring(numberIn(query.get('revision')), numberIn(parameters.id)),
    ),
    get('/places/:number', ({ parameters, query }) =>
      comparison.detail(numberIn(query.get('revision')), numberIn(parameters.number)),
    ),
    post('/ignore', (said) => comparison.ignore(ignoreRequest(said))),
    post('/undo', async (said) => {
      comparison.undo(undoRequest(said));
      return null;
    }),
  ];
}

function numberIn(text: string | null | undefined): number {
  if (!/^\d{1,15}$/u.test(text ?? '')) throw new NotThere('there is no such difference');
  return Number(text);
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new UsageError('the body is no JSON');
  }
}

function ignoreRequest(said: unknown): IgnoreRequest {
  const [revision, group, option] = ['revision', 'group', 'option'].map((name) =>
    countOf(said, name),
  );
  if (revision === undefined || group === undefined || option === undefined) {
    throw new UsageError('to ignore something, name revision, group and option');
  }
  return { revision, group, option };
}

function undoRequest(said: unknown): UndoRequest {
  const addition = countOf(said, 'addition');
  if (addition === undefined) throw new UsageError('to undo something, name the addition');
  return { addition };
}

function countOf(said: unknown, name: string): number | undefined {
  if (typeof said !== 'object' || said === null || !Object.hasOwn(said, name)) return undefined;
  const value: unknown = (said as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
