/** An amount of bytes: `812 bytes`, `1.2 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let amount = bytes / 1024;
  for (const unit of ['KiB', 'MiB', 'GiB']) {
    if (amount < 1023.5) return `${amount < 9.95 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
    amount /= 1024;
  }
  return `${amount.toFixed(1)} TiB`;
}

/** A length of time, given in milliseconds: `0.4 ms`, `8 ms`, `1.23 s`, `2 min 03 s`. */
export function timeText(ms: number): string {
  if (!Number.isFinite(ms)) return '?';
  if (ms < 0) return `−${timeText(-ms)}`;
  if (ms > 0 && ms < 9.95) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1_000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A moment, in milliseconds since the epoch, as the clock of UTC says: `06:29:16.188`. */
export function clockText(at: number): string {
  return isMoment(at) ? new Date(at).toISOString().slice(11, 23) : '?';
}

/** A moment with its day: `2026-11-23 06:29:16.188 UTC`. */
export function momentText(at: number): string {
  return isMoment(at) ? `${new Date(at).toISOString().replace('T', ' ').slice(0, -1)} UTC` : '?';
}

/** Of a damaged recording a moment may be anything. */
function isMoment(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}

/** `1 item`, `1,234 items`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
