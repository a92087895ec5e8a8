/** A server that holds the connects of desktops. */
export interface Holder {
  readonly url: string;
  /** Resolves when it holds so many. */
  holds(desktops: number): Promise<void>;
  /** Sends all of them one notification. */
  publish(data: object): void;
  /** Lets those who came so far be as if they had never come. */
  forget(): Promise<void>;
}

/** Where all of them are told the same. */
export const holderChannel = '/v2/me/tweets';
