import { describe } from 'vitest';
import { useWires, type Wires } from './stage.js';

/** Declares the examples of the relay once more, with other wires. */
export function sameExamples(name: string, wires: Wires): void {
  describe(name, async () => {
    useWires(wires);
    await import('./backpressure.test.js');
    await import('./close.test.js');
    await import('./hang-up.test.js');
    await import('./hold.test.js');
    await import('./pass.test.js');
    await import('./refuse.test.js');
    await import('./transparent.test.js');
    await import('./unreachable.test.js');
    await import('./websocket.test.js');
    // Whoever looks into messages keeps their fragments back.
    if (wires.rewriteOrigin !== true) await import('./hold-websocket.test.js');
  });
}
