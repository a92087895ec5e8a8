import { type Medium, type MediumName, media } from './media.js';
import type { State } from './operations.js';

/** The releases that the server can act as. */
export type VersionName = '8.5.201' | '8.5.202' | '8.5.203';

/** How one release behaves, where releases differ. */
export interface Version {
  /** The answer of `GET /diagnostics/version`. */
  readonly stamp: string;
  readonly media: readonly Medium[];
  /** The states that operations lead to instead of the usual ones. */
  readonly states: Partial<Readonly<Record<MediumName, Readonly<Record<string, State>>>>>;
  /** The operations that no notification follows. */
  readonly silent: Partial<Readonly<Record<MediumName, readonly string[]>>>;
  /** The `statusMessage` of refusals. */
  readonly texts: Readonly<Record<'notFound' | 'unknownOperation' | 'wrongState', string>>;
}

const texts = {
  notFound: 'Resource not found',
  unknownOperation: 'Operation not supported',
  wrongState: 'Operation not allowed in this state',
};

/**
 * | release | differs from 8.5.202 in |
 * |---|---|
 * | 8.5.201 | tweets are at `/me/twitter`, notified on `/v2/me/twitter`, and answers name no reference |
 * | 8.5.202 | – |
 * | 8.5.203 | a completed work item is `Archived`; no notification follows SetDisposition of an e-mail; refusals have other texts |
 *
 * and each in its stamp.
 */
export const versions: Readonly<Record<VersionName, Version>> = {
  '8.5.201': {
    stamp: '8.5.201.84',
    media: media.map((medium) =>
      medium.name === 'twitter'
        ? { ...medium, path: 'twitter', channel: '/v2/me/twitter', references: 'notification' }
        : medium,
    ),
    states: {},
    silent: {},
    texts,
  },
  '8.5.202': { stamp: '8.5.202.96', media, states: {}, silent: {}, texts },
  '8.5.203': {
    stamp: '8.5.203.12',
    media,
    states: { workitem: { Complete: 'Archived' } },
    silent: { email: ['SetDisposition'] },
    texts: {
      notFound: 'No such resource',
      unknownOperation: 'Unknown operation',
      wrongState: 'The interaction is in another state',
    },
  },
};
