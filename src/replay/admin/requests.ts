import type { Schema } from '../../admin/operation.js';
import {
  containsSchema,
  members,
  notificationFilters,
  ofUser,
  textFilterSchema,
  timeoutSchema,
} from '../../admin/request-schemas.js';
import { faultKeys } from '../faults/fault-keys.js';
import { faultKinds } from '../faults/fault-rule.js';

/** What may be asked of a stand-in at the guarded door. What is unknown is refused. */

const callFilterSchema: Schema = {
  ...members({
    method: { type: 'string', maxLength: 100 },
    path: {
      ...textFilterSchema,
      description:
        'Request target: the whole of it, with or without its query, or what the pattern finds in it.',
    },
    operation: { type: 'string', maxLength: 1_000 },
    body: {
      ...textFilterSchema,
      description: 'Text of the body: the whole of it, or what the pattern finds in it.',
    },
    contains: containsSchema('body'),
    user: ofUser,
  }),
  description: 'Which calls are meant: those that fit in all that is given.',
};

const notificationFilterSchema: Schema = {
  ...members({
    ...notificationFilters,
    referenceId: {
      type: ['integer', 'string'],
      description: 'Of the data; 45 is not "45". Numbers are compared exactly.',
    },
    contains: containsSchema('data'),
    user: ofUser,
  }),
  description: 'Which notifications are meant: those that fit in all that is given.',
};

export const waitForCallSchema: Schema = members({
  call: callFilterSchema,
  timeout: timeoutSchema,
});

export const waitForNotificationSchema: Schema = members({
  notification: notificationFilterSchema,
  timeout: timeoutSchema,
});

export const timeoutAloneSchema: Schema = members({ timeout: timeoutSchema });

export const castSchema: Schema = members(
  {
    session: {
      type: ['integer', 'string'],
      minimum: 0,
      maxLength: 1_000,
      description:
        'Id of a recorded session, or name of a user, whose recorded sessions are chosen in turn.',
    },
    user: {
      type: ['string', 'null'],
      maxLength: 1_000,
      description: 'The user whose next live session plays it; by default whoever comes next.',
    },
  },
  ['session'],
);

export const advanceSchema: Schema = members(
  {
    ms: {
      type: 'number',
      minimum: 0,
      maximum: 31_622_400_000,
      description: 'Milliseconds to move on.',
    },
    timeout: timeoutSchema,
  },
  ['ms'],
);

export const pushSchema: Schema = members(
  {
    channel: {
      type: 'string',
      maxLength: 10_000,
      description: 'Such as /v2/me/tweets: no pattern, and not on /meta/.',
    },
    data: {
      description: 'What the desktop gets as its `data`: any value; its text goes on as it stands.',
    },
    user: {
      type: ['string', 'null'],
      maxLength: 1_000,
      description: 'To desktops of this user alone; by default to all.',
    },
  },
  ['channel', 'data'],
);

const ruleTypes = Object.entries(faultKeys).map(
  ([key, { type, wants }]) => [key, { type, description: `${wants}.` }] as const,
);

export const faultsSchema: Schema = members(
  {
    faults: {
      type: 'array',
      maxItems: 1_000,
      description: 'In place of the rules until now; none: nothing goes wrong any more.',
      items: {
        anyOf: [
          {
            type: 'string',
            maxLength: 10_000,
            description: 'As `--fault` takes it: KIND:key=value,….',
          },
          members({ kind: { enum: faultKinds }, ...Object.fromEntries(ruleTypes) }, ['kind']),
        ],
      },
    },
    seed: {
      type: 'integer',
      minimum: -Number.MAX_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'What decides which places are hit; by default the one until now.',
    },
  },
  ['faults'],
);
