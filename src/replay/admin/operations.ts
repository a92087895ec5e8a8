import {
  list,
  nothing,
  object,
  pageAnswer as page,
  textSchema,
} from '../../admin/answer-schemas.js';
import { openApiOperation } from '../../admin/open-api-operation.js';
import { noMembers, type Operations } from '../../admin/operation.js';
import { pageSchema } from '../../admin/request-schemas.js';
import {
  advanceSchema,
  castSchema,
  faultsSchema,
  pushSchema,
  timeoutAloneSchema,
  waitForCallSchema,
  waitForNotificationSchema,
} from './requests.js';
import {
  callSchema,
  chosenSchema,
  faultSchema,
  liveSessionSchema,
  missSchema,
  notificationSchema,
  recordedCallSchema,
  recordedSessionSchema,
  reportSchema,
  statusSchema,
} from './schemas.js';

const ended = {
  408: 'It did not come in time; `details` say what came instead.',
  409: 'The stand-in was reset or closed first.',
  503: 'Too many wait already.',
} as const;

const late = {
  408: 'It was not over in time; it goes on all the same.',
  503: 'Too many wait already.',
} as const;

/** What a stand-in does at the guarded door. */
export const replayOperations = {
  openApi: openApiOperation,
  status: {
    method: 'GET',
    path: '/v1/status',
    summary: 'How the command is doing',
    answer: statusSchema,
    meaning: 'How it is doing.',
  },
  recordedSessions: {
    method: 'GET',
    path: '/v1/recorded-sessions',
    summary: 'The sessions of the recording',
    query: pageSchema,
    answer: page('sessions', recordedSessionSchema),
    meaning: 'A page of them, by id.',
  },
  liveSessions: {
    method: 'GET',
    path: '/v1/live-sessions',
    summary: 'The desktops that play now',
    query: pageSchema,
    answer: page('sessions', liveSessionSchema),
    meaning: 'A page of them; the one that was idle longest comes first.',
  },
  chosen: {
    method: 'GET',
    path: '/v1/casts',
    summary: 'What was chosen for desktops that are still to come',
    query: pageSchema,
    answer: page('casts', chosenSchema),
    meaning: 'A page of it, in the order in which it was chosen.',
  },
  castNext: {
    method: 'POST',
    path: '/v1/casts',
    summary: 'Choose which recorded session the next desktop plays',
    description:
      'Serves one live session, of that user or of whoever comes next. What was chosen first is played first; after that each plays what it would have played anyway.',
    body: castSchema,
    needsBody: true,
    answer: chosenSchema,
    meaning: 'It is chosen.',
  },
  forgetChosen: {
    method: 'DELETE',
    path: '/v1/casts',
    summary: 'Forget what was chosen and nobody plays yet',
    answer: nothing,
    meaning: 'Nothing is chosen any more.',
  },
  advance: {
    method: 'POST',
    path: '/v1/advance',
    summary: 'Move time on',
    description:
      'With --timing manual. What becomes due meanwhile happens in order, each thing at its time; answered when it has left the stand-in.',
    body: advanceSchema,
    needsBody: true,
    answer: nothing,
    meaning: 'What became due has left.',
    failures: {
      ...late,
      409: 'Time moves by itself: the stand-in was not started with --timing manual.',
    },
    waits: true,
  },
  flush: {
    method: 'POST',
    path: '/v1/flush',
    summary: 'Let all happen now that waits for its time',
    description: 'In order, whatever --timing is; answered when it has left. Time does not move.',
    body: timeoutAloneSchema,
    answer: nothing,
    meaning: 'It has left.',
    failures: late,
    waits: true,
  },
  waitUntilIdle: {
    method: 'POST',
    path: '/v1/wait/idle',
    summary: 'Wait until nothing is going on',
    description:
      'Until no request is being answered (a connect that is held does not count), and nothing waits for its time.',
    body: timeoutAloneSchema,
    answer: nothing,
    meaning: 'Nothing is going on, and nothing more will happen by itself.',
    failures: late,
    waits: true,
  },
  waitForCall: {
    method: 'POST',
    path: '/v1/wait/call',
    summary: 'Wait for a call',
    description:
      'Answered with the first call that fits, in order of arrival, when it has arrived: at once with one that was there already.',
    body: waitForCallSchema,
    answer: callSchema,
    meaning: 'It has arrived.',
    failures: ended,
    waits: true,
  },
  waitForNotification: {
    method: 'POST',
    path: '/v1/wait/notification',
    summary: 'Wait for a notification',
    description:
      'Answered with the first notification that fits when it has been sent to a desktop; at once with one that was sent already.',
    body: waitForNotificationSchema,
    answer: notificationSchema,
    meaning: 'It was sent.',
    failures: ended,
    waits: true,
  },
  push: {
    method: 'POST',
    path: '/v1/notifications',
    summary: 'Send a notification that was not recorded',
    description:
      'To all live desktops, or to those of a user, after what was queued for them before. A desktop that is not subscribed to its channel yet gets it when it is; one that has not come yet never does.',
    body: pushSchema,
    needsBody: true,
    answer: object('How far it goes.', {
      desktops: { type: 'integer', minimum: 0, description: 'To how many it went or will go.' },
    }),
    meaning: 'It is on its way.',
  },
  calls: {
    method: 'GET',
    path: '/v1/calls',
    summary: 'The calls of live desktops so far',
    description: 'The latest 10,000, in all at most 64 MiB of bodies.',
    query: pageSchema,
    answer: page('calls', callSchema),
    meaning: 'A page of them, in order of arrival.',
  },
  misses: {
    method: 'GET',
    path: '/v1/misses',
    summary: 'Requests for which the recording had no answer',
    description: 'The first 10,000, or 64 MiB; the report says how many there were besides.',
    query: pageSchema,
    answer: page('misses', missSchema),
    meaning: 'A page of them, in order.',
  },
  unplayed: {
    method: 'GET',
    path: '/v1/unplayed',
    summary: 'Recorded calls that no desktop has made',
    query: pageSchema,
    answer: page('unplayed', recordedCallSchema),
    meaning: 'A page of them, by id.',
  },
  faults: {
    method: 'GET',
    path: '/v1/faults',
    summary: 'What went wrong on purpose so far',
    description: 'The first 10,000 things; the report says how many there were besides.',
    query: pageSchema,
    answer: page('faults', faultSchema),
    meaning: 'A page of it, in the order in which it happened.',
  },
  inject: {
    method: 'PUT',
    path: '/v1/faults',
    summary: 'Choose what goes wrong from now on',
    body: faultsSchema,
    needsBody: true,
    answer: object('What goes wrong from now on.', {
      faults: { ...list(textSchema), description: 'The rules, as `--fault` has them.' },
    }),
    meaning: 'From now on it does.',
  },
  report: {
    method: 'GET',
    path: '/v1/report',
    summary: 'What was played so far, and what was not',
    answer: reportSchema,
    meaning: 'As `--report` would write it now.',
  },
  reset: {
    method: 'POST',
    path: '/v1/reset',
    summary: 'Make it as newly started',
    description:
      'Live sessions, misses, calls and choices are forgotten, held connects are let go, websockets closed, waits ended. The address stays.',
    answer: nothing,
    meaning: 'It is as newly started.',
  },
  close: {
    method: 'POST',
    path: '/v1/close',
    summary: 'End the command, as Ctrl-C does',
    description:
      'Waits are ended. The command exits with the status that it would have exited with.',
    answer: reportSchema,
    meaning: 'It ends; what was played, and what was not.',
  },
} as const satisfies Operations;

/** Schemas that have a name in the file. */
export const replaySchemas = {
  ReplayStatus: statusSchema,
  RecordedSession: recordedSessionSchema,
  LiveSession: liveSessionSchema,
  Cast: chosenSchema,
  Call: callSchema,
  Notification: notificationSchema,
  Miss: missSchema,
  RecordedCall: recordedCallSchema,
  InjectedFault: faultSchema,
  ReplayReport: reportSchema,
  CastRequest: castSchema,
  AdvanceRequest: advanceSchema,
  PushRequest: pushSchema,
  FaultsRequest: faultsSchema,
  WaitForCallRequest: waitForCallSchema,
  WaitForNotificationRequest: waitForNotificationSchema,
  TimeoutRequest: timeoutAloneSchema,
  NoMembers: noMembers,
} as const;

/** All that is there. */
export const replayDoor = { tag: 'replay', operations: replayOperations } as const;
