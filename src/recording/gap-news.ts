/** A gap that has begun, or is over. */
export interface GapNews {
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly reason: string;
}
