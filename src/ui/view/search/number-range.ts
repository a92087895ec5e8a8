/** Numbers from and to, both included; null is without end. */
export interface NumberRange {
  readonly from: number | null;
  readonly to: number | null;
  /** Whether the ends themselves are left out. */
  readonly isAfterFrom: boolean;
  readonly isBeforeTo: boolean;
}

export function isWithin(range: NumberRange, number: number): boolean {
  const { from, to } = range;
  if (from !== null && (range.isAfterFrom ? number <= from : number < from)) return false;
  return to === null || (range.isBeforeTo ? number < to : number <= to);
}

/** A stretch that a written quantity stands for: `12:30` is a whole minute, 200 is itself. */
export interface Quantity {
  readonly from: number;
  /** Not included, unless it is `from`. */
  readonly to: number;
}

/**
 * What `400`, `>=400`, `400..499`, `400..` and `..499` say; null if a quantity in it is none.
 *
 * @param quantityOf reads what stands at either side
 */
export function rangeOf(
  text: string,
  quantityOf: (text: string) => Quantity | null,
): NumberRange | null {
  const operator = /^(?:>=|<=|>|<|=)/u.exec(text)?.[0];
  if (operator !== undefined) {
    const quantity = quantityOf(text.slice(operator.length));
    return quantity === null ? null : compared(operator, quantity);
  }
  const dots = text.indexOf('..');
  if (dots === -1) {
    const quantity = quantityOf(text);
    return quantity === null ? null : whole(quantity, quantity);
  }
  const [first, last] = [text.slice(0, dots), text.slice(dots + 2)];
  if (first === '' && last === '') return null;
  const from = first === '' ? undefined : quantityOf(first);
  const to = last === '' ? undefined : quantityOf(last);
  return from === null || to === null ? null : whole(from, to);
}

function compared(operator: string, quantity: Quantity): NumberRange {
  const { from, to } = quantity;
  const isPoint = from === to;
  switch (operator) {
    case '>=':
      return { from, to: null, isAfterFrom: false, isBeforeTo: false };
    case '>':
      return { from: to, to: null, isAfterFrom: isPoint, isBeforeTo: false };
    case '<':
      return { from: null, to: from, isAfterFrom: false, isBeforeTo: true };
    case '<=':
      return { from: null, to, isAfterFrom: false, isBeforeTo: !isPoint };
    default:
      return whole(quantity, quantity);
  }
}

function whole(from: Quantity | undefined, to: Quantity | undefined): NumberRange {
  return {
    from: from?.from ?? null,
    to: to?.to ?? null,
    isAfterFrom: false,
    isBeforeTo: to !== undefined && to.from !== to.to,
  };
}
