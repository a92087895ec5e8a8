import {
  idSchema as id,
  idOrNone,
  list,
  object,
  textSchema as text,
  textOrNone,
} from '../../admin/answer-schemas.js';
import type { Schema } from '../../admin/operation.js';
import { faultKinds } from '../faults/fault-rule.js';

/** What a stand-in's answers at the guarded door look like. New members may come with any version. */

const bytesSchema: Schema = {
  description:
    'A text; base64 if it is no text, its length if it is too long; null if there was none.',
  type: ['string', 'object', 'null'],
};

const differenceSchema: Schema = object(
  'One way in which a request differs from a recorded one; a side that has nothing there is absent.',
  {
    path: {
      ...text,
      description:
        'Where: method, path, operation, query/NAME, body with a JSON Pointer, and the like.',
    },
    asked: {
      description:
        'Any value; {"json": text} if it would not be written so again: 1.10, a large integer, a name that is there twice.',
    },
    recorded: { description: 'Likewise.' },
  },
  ['asked', 'recorded'],
);

export const missSchema: Schema = object(
  'A request for which the recording has no answer.',
  {
    miss: { ...id, description: 'Counted from 1 within the live session.' },
    asked: object('What was asked.', {
      method: text,
      path: text,
      operation: textOrNone,
      body: bytesSchema,
    }),
    passedThrough: { const: true, description: 'The target was asked instead.' },
    nearest: list(
      object('A recorded request that is like it, the nearest first.', {
        call: { ...id, description: 'Exchange id.' },
        method: text,
        path: text,
        operation: textOrNone,
        differences: list(differenceSchema),
      }),
    ),
  },
  ['passedThrough'],
);

const whose = {
  user: {
    ...textOrNone,
    description: 'Who it is, as the desktop says, else as recorded; null if nobody knows.',
  },
  session: {
    ...idOrNone,
    description: 'Id of the recorded session that the desktop plays; null for an anonymous call.',
  },
  copy: {
    ...id,
    description:
      'Which live session of that recorded one it is, counted from 1; 0 for an anonymous call.',
  },
} as const;

const noticed = {
  ...whose,
  channel: text,
  data: {
    ...text,
    description: 'JSON text of the data, as the desktop gets it: numbers are exact.',
  },
  notification: {
    ...idOrNone,
    description: 'Message id of the recorded one; null if it was pushed.',
  },
  state: {
    enum: ['waiting', 'queued', 'sent', 'undelivered'],
    description:
      'waiting for its time, for a subscription, or the like; queued until the desktop fetches it; sent; undelivered: it never will be.',
  },
  call: {
    ...idOrNone,
    description:
      'Number of the call that set it free; null if another act did, or if it was pushed.',
  },
} as const;

export const notificationSchema: Schema = object('A notification for a live desktop.', noticed);

export const callSchema: Schema = object('A call that a live desktop made.', {
  number: {
    ...id,
    description: 'Counted from 1 in order of arrival, since the start or the last reset.',
  },
  ...whose,
  method: text,
  path: { ...text, description: 'Request target with its query, as it came.' },
  operation: textOrNone,
  body: {
    ...textOrNone,
    description: 'Text of the body after decoding: numbers are exact. Null if none was framed.',
  },
  status: { ...idOrNone, description: 'Null until the answer goes out.' },
  match: {
    ...idOrNone,
    description:
      'Exchange id of the recorded call that it was answered from; null if there is none.',
  },
  miss: { description: 'Why there is none.', anyOf: [missSchema, { type: 'null' }] },
  notifications: { ...list(notificationSchema), description: 'What it set free so far, in order.' },
});

export const recordedCallSchema: Schema = object('A recorded call.', {
  call: { ...id, description: 'Exchange id.' },
  method: text,
  path: text,
  operation: textOrNone,
});

export const recordedSessionSchema: Schema = object('A recorded session.', {
  id,
  user: textOrNone,
});

export const liveSessionSchema: Schema = object(
  'A desktop that plays its copy of a recorded session.',
  whose,
);

export const chosenSchema: Schema = object(
  'A recorded session that was chosen for the next desktop.',
  {
    session: { ...id, description: 'Id of the recorded session.' },
    user: {
      ...textOrNone,
      description: 'The user whose next live session plays it; null: whoever comes next.',
    },
  },
);

export const faultSchema: Schema = object('Something that went wrong on purpose.', {
  rule: {
    ...textOrNone,
    description: 'The rule, as `--fault` has it; null for what was recorded (`--act-outages`).',
  },
  kind: { enum: faultKinds },
  ...whose,
  place: object('Where in the recording.', {
    act: { ...id, description: 'Which act of the recorded session it belongs to, counted from 1.' },
    exchange: { ...idOrNone, description: 'Exchange id; null if there is none.' },
    notification: { ...idOrNone, description: 'Message id; null if it is about no notification.' },
  }),
});

export const reportSchema: Schema = object('What was played so far, and what was not.', {
  played: {
    ...list(id),
    description: 'Exchange ids of the recorded calls that were played, each once.',
  },
  unplayed: list(recordedCallSchema),
  misses: list(missSchema),
  untoldMisses: { ...id, description: 'How many misses there were besides.' },
  passedThrough: { ...id, description: 'How many of all misses the target was asked for.' },
  undelivered: list(
    object('What an act has set free and no desktop got.', {
      notification: { ...id, description: 'Message id.' },
      reason: text,
    }),
  ),
  faults: list(faultSchema),
  untoldFaults: { ...id, description: 'How many faults there were besides.' },
  idleFaults: { ...list(text), description: 'Rules of faults that have hit nothing.' },
});

export const statusSchema: Schema = object('How a stand-in is doing.', {
  command: { const: 'replay' },
  url: { ...text, description: 'Where desktops reach it.' },
  file: { ...text, description: 'The recording that it plays.' },
  timing: {
    type: ['string', 'number'],
    description: 'instant, recorded, manual, or how many times as fast as recorded.',
  },
  liveSessions: { ...id, description: 'Live sessions that are remembered.' },
  chosen: { ...id, description: 'Sessions that were chosen for desktops that are still to come.' },
  calls: { ...id, description: 'Calls since the start or the last reset.' },
  misses: { ...id, description: 'Requests without a recorded answer that are told.' },
});
