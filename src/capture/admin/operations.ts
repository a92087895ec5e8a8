import {
  idSchema as id,
  idOrNone,
  list,
  object,
  textSchema as text,
  textOrNone,
} from '../../admin/answer-schemas.js';
import { openApiOperation } from '../../admin/open-api-operation.js';
import type { Operations, Schema } from '../../admin/operation.js';
import {
  containsSchema,
  members,
  notificationFilters,
  ofUser,
  textFilterSchema,
  timeoutSchema,
} from '../../admin/request-schemas.js';
import { NO_COUNTS } from '../recorder-report.js';

const moment: Schema = { type: 'string', description: 'ISO 8601, UTC.' };

const countsSchema = object(
  'What passed since the start.',
  Object.fromEntries(Object.keys(NO_COUNTS).map((name) => [name, id])),
);

const tallies: { readonly [name: string]: Schema } = {
  operations: list(
    object('Calls of one operation.', {
      operation: textOrNone,
      calls: id,
      answered: { ...id, description: 'Calls that at least one notification answered.' },
      unanswered: { type: 'object', description: 'The others, by reason.' },
    }),
  ),
  unsolicited: list(
    object('Notifications of one message type that are linked with no call.', {
      messageType: textOrNone,
      notifications: id,
      reasons: { type: 'object', description: 'How many, by reason.' },
    }),
  ),
};

const recorderStatusSchema: Schema = object('How a recorder is doing.', {
  command: { const: 'record' },
  url: { ...text, description: 'Where desktops reach it.' },
  file: { ...text, description: 'The file that is being written.' },
  parts: { ...id, description: 'Files so far, that one included.' },
  startedAt: moment,
  gaps: { ...id, description: 'Gaps so far, one that lasts included.' },
  inGap: {
    ...textOrNone,
    description: 'Why nothing can be recorded just now; null if all is well.',
  },
  targetUnreachable: {
    type: 'boolean',
    description: 'Whether it could not be reached when it was last tried.',
  },
  desktops: { ...id, description: 'Open connections of desktops.' },
  websockets: { ...id, description: 'How many of them are websockets.' },
  fileBytes: { ...id, description: 'Of the recording and its log.' },
  queue: object('What waits to be committed.', { events: id, bytes: id }),
  counts: countsSchema,
  ...tallies,
});

const recordSummarySchema: Schema = object('What a recording holds, once it is closed.', {
  file: { ...text, description: 'The first file.' },
  files: { ...list(text), description: 'All, in order.' },
  gaps: list(
    object('A stretch that could not be recorded.', { from: moment, to: moment, reason: text }),
  ),
  counts: countsSchema,
  ...tallies,
});

const calling: { readonly [name: string]: Schema } = {
  exchange: { ...id, description: 'Exchange id.' },
  session: idOrNone,
  user: textOrNone,
  method: text,
  path: { ...text, description: 'Request target, as recorded; the beginning, if it is very long.' },
  operation: textOrNone,
  status: { ...idOrNone, description: 'Null if it was not answered by HTTP.' },
  startedAt: moment,
  endedAt: moment,
};

const answeredCallSchema: Schema = object('A recorded call with its answer.', calling);

const recordedNotificationSchema: Schema = object('A recorded notification.', {
  message: { ...id, description: 'Message id.' },
  session: idOrNone,
  user: textOrNone,
  channel: textOrNone,
  data: { ...text, description: 'JSON text of the data, as recorded; `null` if it has none.' },
  at: moment,
  call: {
    ...idOrNone,
    description: 'Exchange id of the call that it answers, as far as that is known yet; else null.',
  },
  rule: { ...textOrNone, description: 'Rule of correlation that found that.' },
  copy: { type: ['boolean', 'null'], description: 'Whether it is a copy; null without a call.' },
});

const after: Schema = {
  ...id,
  default: 0,
  description: 'Only what has a higher id.',
};

const waitForRecordedCallSchema: Schema = members({
  call: {
    ...members({
      method: { type: 'string', maxLength: 100 },
      path: {
        ...textFilterSchema,
        description:
          'Request target as recorded, with or without its query, or what the pattern finds in it.',
      },
      operation: { type: 'string', maxLength: 1_000 },
      user: ofUser,
    }),
    description: 'Which calls are meant: those that fit in all that is given.',
  },
  after,
  timeout: timeoutSchema,
});

const waitForRecordedNotificationSchema: Schema = members({
  notification: {
    ...members({
      ...notificationFilters,
      contains: containsSchema('data'),
      call: { ...id, description: 'Exchange id of the call that it answers.' },
      correlated: { const: true, description: 'It is known which call it answers.' },
      user: ofUser,
    }),
    description: 'Which notifications are meant: those that fit in all that is given.',
  },
  after,
  timeout: timeoutSchema,
});

const healthSchema: Schema = object(
  'Whether it records.',
  {
    status: { enum: ['ok', 'gap', 'target-unreachable', 'starting'] },
    reason: { ...textOrNone, description: 'Why it can not.' },
    gaps: id,
    desktops: id,
    startedAt: moment,
  },
  ['reason', 'gaps', 'desktops', 'startedAt'],
);

const waiting = {
  408: 'None was recorded in time.',
  409: 'The recorder was closed first.',
  503: 'Too many wait already, or the recorder is only starting.',
} as const;

const starting = { 503: 'The recorder is only starting.' } as const;

/** What a recorder does at the guarded door. */
export const recordOperations = {
  openApi: openApiOperation,
  recorderStatus: {
    method: 'GET',
    path: '/v1/recorder',
    summary: 'How the recorder is doing',
    answer: recorderStatusSchema,
    meaning: 'How it is doing.',
    failures: starting,
  },
  waitForRecordedCall: {
    method: 'POST',
    path: '/v1/recorder/wait/call',
    summary: 'Wait for a call that was recorded',
    description:
      'Answered with the first one that fits, by id, when it and its answer are in the recording: at once with one that is there already.',
    body: waitForRecordedCallSchema,
    answer: answeredCallSchema,
    meaning: 'It is recorded.',
    failures: waiting,
    waits: true,
  },
  waitForRecordedNotification: {
    method: 'POST',
    path: '/v1/recorder/wait/notification',
    summary: 'Wait for a notification that was recorded',
    description:
      'Answered with the first one that fits, by id, when it is in the recording: at once with one that is there already.',
    body: waitForRecordedNotificationSchema,
    answer: recordedNotificationSchema,
    meaning: 'It is recorded.',
    failures: waiting,
    waits: true,
  },
  rotate: {
    method: 'POST',
    path: '/v1/recorder/rotate',
    summary: 'Go on in a new file',
    description:
      'Sessions, pseudonyms, correlation and ids go on; the file before is whole by itself.',
    answer: object('Where it goes on.', { file: { ...text, description: 'The new file.' } }),
    meaning: 'The recording goes on in it.',
    failures: starting,
  },
  closeRecorder: {
    method: 'POST',
    path: '/v1/recorder/close',
    summary: 'End the command, as Ctrl-C does',
    description:
      'Waits are ended. The command exits with the status that it would have exited with.',
    answer: recordSummarySchema,
    meaning: 'The recording is closed; what it holds.',
    failures: starting,
  },
} as const satisfies Operations;

/** What else is there, and has been longer: it is not of the same kind, but told in the same file. */
const recordPages = {
  health: {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether it records',
    answer: healthSchema,
    meaning: 'All is well.',
    others: {
      503: { meaning: 'It does not record, or it is only starting.', answer: healthSchema },
    },
    plain: 'application/json',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    answer: { type: 'string' },
    meaning: 'Text format 0.0.4.',
    plain: 'text/plain; version=0.0.4; charset=utf-8',
  },
} as const satisfies Operations;

/** Schemas that have a name in the file. */
export const recordSchemas = {
  RecorderStatus: recorderStatusSchema,
  RecordSummary: recordSummarySchema,
  RecorderCounts: countsSchema,
  Health: healthSchema,
  AnsweredCall: answeredCallSchema,
  RecordedNotification: recordedNotificationSchema,
  WaitForRecordedCallRequest: waitForRecordedCallSchema,
  WaitForRecordedNotificationRequest: waitForRecordedNotificationSchema,
} as const;

/** All that is there. */
export const recordDoor = {
  tag: 'record',
  operations: { ...recordOperations, ...recordPages },
} as const;
