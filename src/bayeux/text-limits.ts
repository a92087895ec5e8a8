/** How much of a text that may carry Bayeux is understood. */
export interface TextLimits {
  /** Arrays and objects within one another. */
  readonly depth?: number;
  /** Characters of the name of a callback; never more than 100. */
  readonly callback?: number;
}
