import type { Chance } from '../e2e/kills/chance.js';
import type { Medium } from '../staging/media.js';
import { firstStateOf, operationsOf, type State } from '../staging/operations.js';
import type { Act, Item } from './day.js';

/** An agent's work as it stands, while their day is drawn. */
export interface Desk {
  readonly user: string;
  readonly media: readonly Medium[];
  readonly tab: boolean;
  readonly mayExpire: boolean;
  readonly items: { readonly item: Item; readonly medium: Medium; state: State }[];
}

export function openDesk(desk: Omit<Desk, 'items'> & { readonly telephone: boolean }): Desk {
  const items = desk.media.flatMap((medium) =>
    medium.name === 'voice' && !desk.telephone
      ? []
      : Array.from({ length: medium.invitations }, (_, index) => ({
          item: { owner: desk.user, medium: medium.name, number: index + 1 },
          medium,
          state: firstStateOf(medium),
        })),
  );
  return { ...desk, items };
}

/** What happens to calls on the way. */
export interface Ways {
  /** Whether the load balancer answers the first call of this operation on an item. */
  html(item: Item, operation: string): boolean;
}

/** Something an agent does whose outcome is told by reference or state, so that it may be done while others work. */
export function drawAct(chance: Chance, desk: Desk, ways: Ways): readonly Act[] {
  const kind = chance.below(100);
  if (kind < 60) return operate(chance, desk, ways) ?? [look(chance, desk)];
  if (kind < 70) return [mistake(chance, desk)];
  if (kind < 86) return [look(chance, desk)];
  if (kind < 91) return [workbins(chance)];
  if (kind < 97) return [campaign(chance)];
  return desk.mayExpire ? [{ kind: 'expire' }] : [look(chance, desk)];
}

/**
 * Something an agent does whose outcome has no reference, or arrives at somebody else. Null if there is nothing of the
 * kind to be done.
 */
export function drawAloneAct(chance: Chance, desk: Desk, others: readonly Desk[]): Act | null {
  const phone = desk.media.find(({ name }) => name === 'voice');
  const hasPhone = desk.items.some(({ medium }) => medium.name === 'voice');
  if (phone && hasPhone && chance.below(3) === 0) {
    const number = desk.items.filter(({ medium }) => medium === phone).length + 1;
    const item: Item = { owner: desk.user, medium: 'voice', number };
    desk.items.push({ item, medium: phone, state: 'Established' });
    return call(desk, chance, `/me/${phone.path}`, null, {
      operationName: 'Dial',
      destination: { phoneNumber: '5005' },
    });
  }
  const open = desk.items.filter(({ state }) => state === 'Processing');
  const [first, ...rest] = open;
  if (first === undefined) return null;
  const chosen = chance.pick([first, ...rest]);
  const { item, medium } = chosen;
  const queue = (name: string): object => ({ [medium.queueParameter]: name });
  const [other, ...more] = others.filter(({ media }) => media.includes(medium));
  if (other !== undefined && chance.below(3) > 0) {
    const to = chance.pick([other, ...more]);
    chosen.state = 'Transferred';
    to.items.push({ item, medium, state: firstStateOf(medium) });
    const body = { operationName: 'Transfer', ...queue(`/agents/${to.user}`) };
    return call(desk, chance, `/me/${medium.path}`, item, body);
  }
  const body = { operationName: 'Transfer', ...queue('/queues/nowhere') };
  return call(desk, chance, `/me/${medium.path}`, item, body);
}

function operate(chance: Chance, desk: Desk, ways: Ways): readonly Act[] | null {
  const able = desk.items.filter(({ medium, state }) =>
    [...operationsOf(medium).values()].some(({ from }) => from.includes(state)),
  );
  const [first, ...rest] = able;
  if (first === undefined) return null;
  const chosen = chance.pick([first, ...rest]);
  const { item, medium, state } = chosen;
  const possible = [...operationsOf(medium)].filter(([, { from }]) => from.includes(state));
  const [one, ...further] = possible;
  if (one === undefined) return null;
  const [name, operation] = chance.pick([one, ...further]);
  const extra: Record<string, unknown> = {};
  if (name === 'SetDisposition') extra.disposition = 'resolved';
  if (name === 'Complete') extra.saveLAR = chance.below(2) === 0;
  if (operation.needsQueue || name === 'Complete') {
    // Where nothing has a reference, a failure would be told by its state alone, which did not change.
    const fails = operation.needsQueue && medium.references !== 'none' && chance.below(3) === 0;
    extra[medium.queueParameter] = fails ? '/queues/nowhere' : '/queues/second-line';
    if (!fails) chosen.state = operation.to ?? state;
  } else chosen.state = operation.to ?? state;
  const act = call(desk, chance, `/me/${medium.path}`, item, { operationName: name, ...extra });
  return ways.html(item, name) ? [act, act] : [act];
}

/** A call that is refused. */
function mistake(chance: Chance, desk: Desk): Act {
  const [first, ...rest] = desk.items;
  const medium = first === undefined ? desk.media[0] : chance.pick([first, ...rest]).medium;
  const path = `/me/${medium?.path ?? 'tweets'}`;
  const operationName = medium?.name === 'voice' ? 'Hold' : 'Complete';
  const kind = chance.below(5);
  if (kind === 0) return call(desk, chance, `${path}/01QQQG2MU999ZZZZ`, null, { operationName });
  if (kind === 1) return call(desk, chance, `${path}/broken`, null, { operationName });
  if (kind === 2) return call(desk, chance, '/me', null, { operationName: 'Juggle' });
  const done = desk.items.find(({ state }) => !['Processing', 'Established'].includes(state));
  if (done === undefined || kind === 3) return call(desk, chance, '/me', null, { nothing: true });
  // Known from its state to be too early, or too late.
  return call(desk, chance, `/me/${done.medium.path}`, done.item, {
    operationName: done.medium.name === 'voice' ? 'Hold' : 'SetDisposition',
  });
}

function look(chance: Chance, desk: Desk): Act {
  const times = chance.below(4) === 0 ? 3 : 1;
  const [first, ...rest] = desk.items;
  if (first === undefined || chance.below(6) === 0) {
    return { kind: 'look', path: chance.pick(['/me', '/diagnostics/version']), item: null, times };
  }
  const { medium, item } = chance.pick([first, ...rest]);
  const whole = chance.below(2) === 0;
  return { kind: 'look', path: `/me/${medium.path}`, item: whole ? null : item, times };
}

function workbins(chance: Chance): Act {
  const ids = chance.pick([['email-drafts'], ['email-drafts', 'in-progress'], ['a', 'b', 'c']]);
  return {
    ...{ kind: 'call', path: `/me/workbins?workbinIds=${ids.join(',')}`, item: null },
    body: { operationName: chance.pick(['Subscribe', 'Unsubscribe']) },
    inTab: false,
  };
}

function campaign(chance: Chance): Act {
  const referenceId = String(100_000_000 + chance.below(900_000_000));
  return {
    ...{ kind: 'call', path: `/me/outbound-campaigns/${chance.pick(['Spring', 'Autumn'])}` },
    ...{ item: null, body: { operationName: 'GetPreviewRecord', referenceId }, inTab: false },
  };
}

function call(
  desk: Desk,
  chance: Chance,
  path: string,
  item: Item | null,
  body: Readonly<Record<string, unknown>>,
): Act {
  return { kind: 'call', path, item, body, inTab: desk.tab && chance.below(2) === 0 };
}
