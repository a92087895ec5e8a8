/** How much of a text that may carry Bayeux is understood. */
export interface TextLimits {
  /** Arrays and objects within one another. */
  readonly depth?: number;
  /** Messages of a batch that are made; one more is, to tell that there are more, and none of the rest is looked at. */
  readonly batch?: number;
  /** Characters of the name of a callback; never more than 100. */
  readonly callback?: number;
}
