/** Members of a line with their JSON text; null leaves one out. */
export type LineMembers = Readonly<Record<string, string | null>>;

/** One line: what happened, and what is known of it. */
export function eventLine(event: string, members: LineMembers): string {
  return `${objectJson({ event: JSON.stringify(event), ...members })}\n`;
}

/** The text of an object that has these members, in this order. */
export function objectJson(members: LineMembers): string {
  const said: string[] = [];
  for (const [name, json] of Object.entries(members)) {
    if (json !== null) said.push(`${JSON.stringify(name)}:${json}`);
  }
  return `{${said.join(',')}}`;
}

/** A string, or nothing. */
export function stringJson(text: string | null): string | null {
  return text === null ? null : JSON.stringify(text);
}

/** A number, or nothing. */
export function numberJson(value: number | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** A list, or nothing if it is empty. */
export function listJson(json: string | null): string | null {
  return json === '[]' ? null : json;
}
