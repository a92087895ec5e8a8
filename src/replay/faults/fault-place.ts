/** A place in a recorded session where something can go wrong, with what selects it. */
export interface Place {
  /** Names it among the places of its session. */
  readonly key: string;
  /** Index of its act; -1: none came before it. */
  readonly act: number;
  /** Exchange id of the call or safe request, or of the call that the notification follows; null if there is none. */
  readonly exchange: number | null;
  /** Message id; null if it is no notification. */
  readonly notification: number | null;
  readonly channel: string | null;
  /** It is a notification that another session's call caused. */
  readonly foreign: boolean;
  /** Of that exchange; null if there is none. */
  readonly request: PlaceRequest | null;
}

export interface PlaceRequest {
  readonly method: string;
  /** Request target without its query. */
  readonly path: string;
  readonly operation: string | null;
}

export const notificationKey = (notification: number): string => `notification ${notification}`;
export const answerKey = (exchange: number): string => `exchange ${exchange}`;
export const actKey = (act: number): string => `act ${act}`;
