import type { Schema } from '../../admin/operation.js';
import {
  containsSchema,
  members,
  ofUser,
  textFilterSchema,
  timeoutSchema,
} from '../../admin/request-schemas.js';

/** What may be asked of a stand-in at the guarded door. What is unknown is refused. */

export const callFilterSchema: Schema = {
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
    contains: {
      ...containsSchema,
      description: `Of the body. ${String(containsSchema.description)}`,
    },
    user: ofUser,
  }),
  description: 'Which calls are meant: those that fit in all that is given.',
};

export const notificationFilterSchema: Schema = {
  ...members({
    channel: {
      ...textFilterSchema,
      description: 'The whole of it, or what the pattern finds in it.',
    },
    messageType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
    notificationType: { type: 'string', maxLength: 1_000, description: 'Of the data.' },
    referenceId: {
      type: ['integer', 'string'],
      description: 'Of the data; 45 is not "45". Numbers are compared exactly.',
    },
    contains: {
      ...containsSchema,
      description: `Of the data. ${String(containsSchema.description)}`,
    },
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
