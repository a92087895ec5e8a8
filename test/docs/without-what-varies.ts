/** What time and chance decide in an output, and what stands for it when outputs are compared. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?: UTC|Z)?/gu, 'DATE'],
  [/\b\d+:\d\d\.\d{3}\b/gu, 'AT'],
  [/[+]?\b\d+(?:\.\d+)? ?(?:ms|s)\b/gu, 'TIME'],
  [/\b\d+ answers? or messages? named/gu, 'ANSWERS named'],
  // How many places differ in what means nothing.
  [/\b\d+ places by/gu, 'PLACES by'],
  [/^ +\d+ +(?=(?:header .*|origin|date|duration|secret)$)/gmu, ''],
  [/\b[\w-]+~[\w-]{6,}|~[\w-]{20,}/gu, 'PSEUDONYM'],
  [/\b(?:[0-9a-f]{2}:){31}[0-9a-f]{2}\b/giu, 'FINGERPRINT'],
  [/\btoken[ =][\w-]{16,}/gu, 'token TOKEN'],
  [/^( +for .*? \/ )\d+/gmu, '$1ID'],
  [/"(?:seq|responseSeq|id)":\d+/gu, '"ID"'],
  [/\bafter (?:call|subscribe|handshake) \d+/gu, 'after ID'],
  [/^ *\d+ +AT\b/gmu, 'ID AT'],
  [/\d+ Bayeux exchanges? with \d+ messages/gu, 'BAYEUX'],
  // What is started for one command takes a free port.
  [/^listening on http:\/\/127\.0\.0\.1:(?!8080$)\d+$/gmu, 'listening on a free port'],
  [/ +/gu, ' '],
];

export function withoutWhatVaries(text: string): string {
  return varying.reduce((left, [pattern, word]) => left.replace(pattern, word), text);
}
