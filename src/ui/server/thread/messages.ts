import type { ListenAddress } from '../../../listen-address.js';

/** What an inspector's thread is started with. */
export interface InspectorOrders {
  readonly listen: ListenAddress;
}

/** What the recorder's process says to the inspector's thread. */
export type ToInspector =
  /** The recording is there; then, that its recorder goes on in that file. */
  | { readonly type: 'watch'; readonly file: string }
  /** Keep away from it: it is about to be closed. */
  | { readonly type: 'rest' }
  /** It was closed: show how it ended. */
  | { readonly type: 'wake' }
  | { readonly type: 'close' };

/** What the inspector's thread says. */
export type FromInspector =
  | { readonly type: 'listening'; readonly url: string }
  /** It can't be opened. */
  | { readonly type: 'failed'; readonly message: string; readonly address: string | null }
  /** It keeps away. */
  | { readonly type: 'resting' }
  /** Who looked has seen how the recording ended, or does not care. */
  | { readonly type: 'shown' }
  | { readonly type: 'closed' };
