import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fifo } from '../../../src/capture/relay/fifo.js';

it('gives out what came in, in order, whenever it is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3_000, max: 3_000 }), { maxLength: 30 }), (steps) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      let next = 0;
      for (const step of steps) {
        for (let count = 0; count < Math.abs(step); count += 1) {
          if (step > 0) {
            next += 1;
            fifo.push(next);
            model.push(next);
          } else {
            fifo.drop();
            model.shift();
          }
        }
        expect([fifo.first, fifo.length]).toEqual([model[0], model.length]);
      }
    }),
  );
});
