/** An amount of bytes for people: `812 B`, `1.2 MB`; a kB is a thousand of them. */
export function byteSize(bytes: number): string {
  let amount = bytes;
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (amount < 999.5)
      return `${amount < 9.95 && unit !== 'B' ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
    amount /= 1_000;
  }
  return `${amount.toFixed(1)} TB`;
}
