import { describe } from 'vitest';
import { useWires } from './stage.js';

/** Declares the examples of the relay once more, with something else spoken on either side of it. */
export function sameExamples(desktop: 'http' | 'https', server: 'http' | 'https'): void {
  describe(`with ${desktop} to desktops and ${server} to the server`, async () => {
    useWires(desktop, server);
    await import('./backpressure.test.js');
    await import('./close.test.js');
    await import('./hang-up.test.js');
    await import('./hold.test.js');
    await import('./hold-websocket.test.js');
    await import('./pass.test.js');
    await import('./refuse.test.js');
    await import('./transparent.test.js');
    await import('./unreachable.test.js');
    await import('./websocket.test.js');
  });
}
