/**
 * Asks the inspector's server.
 *
 * @throws Error with a sentence for people
 */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await answered(path, { signal: signal ?? null })).json() as Promise<T>;
}

/** Asks for a text, which comes as it is: with its byte order mark, if it has one. */
export async function getText(path: string): Promise<string> {
  const bytes = await (await answered(path, {})).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Has the server keep something; it must have been started with `--write`. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const answer = await answered(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json() as Promise<T>;
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Error('The inspector does not answer: is it still running?');
  }
  if (response.ok) return response;
  const words = (await response.text()).trim();
  throw new Error(words === '' ? `The inspector answered ${response.status}.` : words);
}
