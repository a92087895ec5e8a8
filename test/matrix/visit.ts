import { createVisitor, type Visitor, type VisitorOptions } from './visitor.js';

/** What a desktop did, what came of it and, indented, what it was told meanwhile. */
export type Outcome = readonly string[];

/** Milliseconds after which it is an outcome too that nothing came. */
const patience = 5_000;

/** Shakes hands, subscribes, calls, unsubscribes, calls again, publishes and goes, unless it is refused. */
export async function visit(url: string, options: VisitorOptions): Promise<Outcome> {
  const visitor = createVisitor(url, options);
  const lines: string[] = [];

  /** Does something, waits for the notifications that it brings, and notes both. */
  async function step(name: string, act: () => Promise<string>, brings = 0): Promise<string> {
    const said = await within(act, 'no answer');
    const told = await within(() => visitor.told(brings), ['nothing']);
    lines.push(`${name}: ${said}`, ...told.map((each) => `  ${each}`));
    return said;
  }

  try {
    await takeSteps(visitor, step);
  } finally {
    visitor.close();
  }
  return lines;
}

async function takeSteps(
  visitor: Visitor,
  step: (name: string, act: () => Promise<string>, brings?: number) => Promise<string>,
): Promise<void> {
  await step('log in', () => visitor.logIn());
  if ((await step('handshake', () => visitor.handshake())) !== 'yes') return;
  await step('subscribe /room/one', () => visitor.subscribe('/room/one'));
  await step('subscribe /hall/*', () => visitor.subscribe('/hall/*'));
  await step('subscribe /secret', () => visitor.subscribe('/secret'));
  await step('call /room/one', () => visitor.call('/room/one'), 1);
  await step('call /hall/two', () => visitor.call('/hall/two'), 1);
  await step('unsubscribe /room/one', () => visitor.unsubscribe('/room/one'));
  await step('call /room/one', () => visitor.call('/room/one'));
  // This one comes after anything that the last call would have brought.
  await step('call /hall/two', () => visitor.call('/hall/two'), 1);
  await step('publish /hall/talk', () => visitor.publish('/hall/talk', { text: 'ich' }), 1);
  await step('disconnect', () => visitor.disconnect());
}

async function within<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patience);
  });
  return Promise.race([act(), late]).finally(() => clearTimeout(timer));
}
