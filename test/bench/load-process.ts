/** Puts loads on servers, in a process of its own: a `Load` comes as a message, its `LoadResult` goes back. */
import type { Load } from './load.js';
import { runLoad } from './run-load.js';

process.on('message', (load: Load) => {
  runLoad(load).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
// Whoever asked is gone: what is under way is of no use.
process.on('disconnect', () => process.exit());
