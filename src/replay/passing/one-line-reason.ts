/** Why a connection failed, in a few words on one line; several tries to connect come as one error that holds them. */
export function oneLineReason(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  if (!(first instanceof Error)) return 'unknown';
  const { code } = first as NodeJS.ErrnoException;
  return (first.message || code || 'unknown').replace(/\s+/gu, ' ').slice(0, 200);
}
