/**
 * What a commit survives: `normal` the death of the process, `full` the loss of power, too; `relaxed` is as
 * `normal`, but nobody waits for it.
 */
export type Durability = 'full' | 'normal' | 'relaxed';
