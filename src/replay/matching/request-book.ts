import type { RecordedRequest } from '../script/script.js';
import { matchesShape } from './compare-shapes.js';
import { keysFor } from './redacted-path.js';
import { isOdd, type OpenPlaces, openPlaces, requestPrint } from './request-print.js';
import type { RequestShape } from './request-shape.js';

/** A request as it is looked up. */
export interface Asked {
  readonly shape: RequestShape;
  /** It carries `If-None-Match` or `If-Modified-Since`: only then 304 means something to the client. */
  readonly conditional: boolean;
}

/** Recorded requests by `bookKey`, in recorded order. */
export type RequestBook = ReadonlyMap<string, readonly RecordedRequest[]>;

/**
 * The recorded requests that a live one matches, in recorded order. However many there are in the book, only those are
 * looked at; for equal requests the same list is given again.
 */
export function matchesIn(book: RequestBook, asked: Asked): readonly RecordedRequest[] {
  const question = questionOf(asked.shape);
  const [sure = none, open = none] = question.keys.map((key) => {
    const requests = book.get(key);
    if (requests === undefined) return none;
    return requests.length === 1
      ? matchingOne(requests, asked, question)
      : groupOf(requests).matching(asked, question);
  });
  if (open.length === 0) return sure;
  if (sure.length === 0) return open;
  return [...sure, ...open].sort((a, b) => a.position - b.position || a.exchange - b.exchange);
}

/** The keys of the book under which requests may match; found out once for a shape. */
export function keysOf(shape: RequestShape): readonly string[] {
  return questionOf(shape).keys;
}

const none: readonly RecordedRequest[] = [];

/** What has been found out about a shape that is looked up; requests that come again have the same shape. */
interface Question {
  readonly keys: readonly string[];
  readonly odd: boolean;
  /** By name of the open places. */
  readonly prints: Map<string, string>;
  /** A recorded request that it was compared with last, and whether they are equal. */
  compared: RecordedRequest | null;
  equal: boolean;
}

const questions = new WeakMap<RequestShape, Question>();

function questionOf(shape: RequestShape): Question {
  let question = questions.get(shape);
  if (question === undefined) {
    question = {
      keys: keysFor(shape),
      odd: isOdd(shape),
      prints: new Map(),
      compared: null,
      equal: false,
    };
    questions.set(shape, question);
  }
  return question;
}

/** Most keys have a single request, for which a group would be much ado. */
function matchingOne(
  requests: readonly RecordedRequest[],
  { shape, conditional }: Asked,
  question: Question,
): readonly RecordedRequest[] {
  const [request] = requests;
  if (request === undefined || (request.status === 304 && !conditional)) return none;
  if (question.compared !== request) {
    question.compared = request;
    question.equal = matchesShape(shape, request.shape);
  }
  return question.equal ? requests : none;
}

const groups = new WeakMap<readonly RecordedRequest[], Group>();

function groupOf(requests: readonly RecordedRequest[]): Group {
  let group = groups.get(requests);
  if (group === undefined) {
    group = new Group(requests);
    groups.set(requests, group);
  }
  return group;
}

/** More kinds of requests of one key are compared one by one. */
const mostKinds = 16;

/** Recorded requests of one key. */
class Group {
  readonly #all: readonly RecordedRequest[];
  /** By name of the open places. */
  readonly #kinds = new Map<string, { open: OpenPlaces; byPrint: Map<string, Equals> }>();
  /** Those that have no print. */
  readonly #others: RecordedRequest[] = [];
  readonly #places = new Map<RecordedRequest, number>();
  #entered = 0;

  constructor(requests: readonly RecordedRequest[]) {
    this.#all = requests;
  }

  /** Enters those that came since the last time; before the first time that is all of them. */
  #catchUp(): void {
    for (; this.#entered < this.#all.length; this.#entered++) {
      const request = this.#all[this.#entered] as RecordedRequest;
      this.#places.set(request, this.#entered);
      this.#enter(request);
    }
  }

  #enter(request: RecordedRequest): void {
    const { shape } = request;
    const open = openPlaces(shape);
    let kind = this.#kinds.get(open.name);
    if (isOdd(shape) || (kind === undefined && this.#kinds.size >= mostKinds)) {
      this.#others.push(request);
      return;
    }
    if (kind === undefined) {
      kind = { open, byPrint: new Map() };
      this.#kinds.set(open.name, kind);
    }
    const print = requestPrint(shape, open);
    const equals = kind.byPrint.get(print);
    if (equals === undefined) kind.byPrint.set(print, new Equals(request));
    else equals.add(request);
  }

  matching(asked: Asked, question: Question): readonly RecordedRequest[] {
    this.#catchUp();
    const fits = (each: RecordedRequest): boolean =>
      (each.status !== 304 || asked.conditional) && matchesShape(asked.shape, each.shape);
    if (question.odd) return this.#all.filter(fits);
    const lists: (readonly RecordedRequest[])[] = [];
    for (const [name, { open, byPrint }] of this.#kinds) {
      let print = question.prints.get(name);
      if (print === undefined) {
        print = requestPrint(asked.shape, open);
        if (question.prints.size < mostKinds) question.prints.set(name, print);
      }
      const list = byPrint.get(print)?.given(asked) ?? none;
      if (list.length > 0) lists.push(list);
    }
    if (this.#others.length > 0) {
      const others = this.#others.filter(fits);
      if (others.length > 0) lists.push(others);
    }
    return lists.length <= 1 ? (lists[0] ?? none) : this.#inOrder(lists.flat());
  }

  #inOrder(requests: RecordedRequest[]): readonly RecordedRequest[] {
    const places = this.#places;
    return requests.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
}

/** Recorded requests that match the same live ones, but for what else decides whether an answer means something. */
class Equals {
  readonly #all: RecordedRequest[];
  /** By whether the live one is conditional and carries a CSRF token. */
  readonly #given = new Map<number, readonly RecordedRequest[]>();

  constructor(first: RecordedRequest) {
    this.#all = [first];
  }

  add(request: RecordedRequest): void {
    this.#all.push(request);
    this.#given.clear();
  }

  given({ conditional, shape: { csrfToken } }: Asked): readonly RecordedRequest[] {
    const key = (conditional ? 1 : 0) + (csrfToken ? 2 : 0);
    let list = this.#given.get(key);
    if (list === undefined) {
      const fits = ({ status, shape }: RecordedRequest): boolean =>
        (status !== 304 || conditional) && !(shape.csrfRefusal && csrfToken);
      list = this.#all.every(fits) ? this.#all : this.#all.filter(fits);
      this.#given.set(key, list);
    }
    return list;
  }
}
