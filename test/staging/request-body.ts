import type { IncomingMessage } from 'node:http';

const limit = 1 << 20;

/**
 * A request's body as JSON object.
 *
 * @returns null if it is anything else, or longer than a megabyte
 */
export async function readJsonObject(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>> | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  if (length > limit) return null;
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
