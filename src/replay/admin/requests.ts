import type { Schema } from '../../admin/operation.js';

/** What may be asked of a stand-in at the guarded door. What is unknown is refused. */

function members(
  properties: { readonly [name: string]: Schema },
  required: readonly string[] = [],
): Schema {
  return { type: 'object', additionalProperties: false, required, properties };
}

const user: Schema = { type: 'string', maxLength: 1_000, description: 'Of this user alone.' };

/** Milliseconds. */
export const longestWait = 300_000;
export const usualWait = 5_000;

export const timeoutSchema: Schema = {
  type: 'integer',
  minimum: 0,
  maximum: longestWait,
  default: usualWait,
  description: 'Milliseconds to wait at most.',
};

/** Entries of a list that are told at a time. */
export const usualPage = 100;

export const pageSchema: Schema = members({
  after: {
    type: 'integer',
    minimum: 0,
    default: 0,
    description: 'Where the page before ended: its `next`.',
  },
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000,
    default: usualPage,
    description: 'Entries at most; a page ends earlier where they are large.',
  },
});

const textFilter: Schema = {
  anyOf: [
    { type: 'string', maxLength: 100_000 },
    members(
      { pattern: { type: 'string', minLength: 1, maxLength: 1_000, description: 'RE2 syntax.' } },
      ['pattern'],
    ),
  ],
};

const contains: Schema = {
  description:
    'What it has at least, as JSON: each member of an object, with a value that has at least that; a list all its items. Numbers are compared exactly.',
};

export const callFilterSchema: Schema = {
  ...members({
    method: { type: 'string', maxLength: 100 },
    path: {
      ...textFilter,
      description:
        'Request target: the whole of it, with or without its query, or what the pattern finds in it.',
    },
    operation: { type: 'string', maxLength: 1_000 },
    body: {
      ...textFilter,
      description: 'Text of the body: the whole of it, or what the pattern finds in it.',
    },
    contains: { ...contains, description: `Of the body. ${String(contains.description)}` },
    user,
  }),
  description: 'Which calls are meant: those that fit in all that is given.',
};

export const notificationFilterSchema: Schema = {
  ...members({
    channel: { ...textFilter, description: 'The whole of it, or what the pattern finds in it.' },
    messageType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
    notificationType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
    referenceId: {
      type: ['integer', 'string'],
      description: 'Of the data; 45 is not "45". Numbers are compared exactly.',
    },
    contains: { ...contains, description: `Of the data. ${String(contains.description)}` },
    user,
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
