import type { Operation } from './operation.js';

/** Each door says itself what it can do. */
export const openApiOperation = {
  method: 'GET',
  path: '/openapi.json',
  summary: 'What can be asked for here, as OpenAPI 3.1',
  answer: { type: 'object', description: 'An OpenAPI document.' },
  meaning: 'What this door can do.',
} as const satisfies Operation;
