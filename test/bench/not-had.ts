/** A contender that can't be had on this machine; the message says why. */
export class NotHad extends Error {}
