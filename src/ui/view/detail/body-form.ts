import type { JsonNode } from '../../../json/node.js';
import { JsonSyntaxError, parseJson } from '../../../json/parse-json.js';
import type { BodyDetail, HeaderList } from '../../protocol/detail.js';
import { formParameters, type Parameter } from './parameters.js';

/** What a body is to look at. */
export type BodyForm =
  | { readonly is: 'none' }
  | { readonly is: 'empty' }
  /** Not stored. */
  | { readonly is: 'omitted' }
  | { readonly is: 'json'; readonly text: string; readonly node: JsonNode }
  | { readonly is: 'form'; readonly text: string; readonly parameters: readonly Parameter[] }
  /** `problem`: why a text that says that it is JSON is shown as text. */
  | { readonly is: 'text'; readonly text: string; readonly problem: string | null }
  | { readonly is: 'binary'; readonly base64: string };

/** What a body is, by what it holds; its type decides only between a form and a text. */
export function bodyForm(body: BodyDetail | null, headers: HeaderList): BodyForm {
  if (body === null) return { is: 'none' };
  if (body.text === null) {
    return body.base64 === null ? { is: 'omitted' } : { is: 'binary', base64: body.base64 };
  }
  const { text } = body;
  if (text === '') return { is: 'empty' };
  const type = mediaType(headers);
  if (/^\s*[[{"\d-]|^\s*(?:true|false|null)\s*$/u.test(text.slice(0, 200))) {
    const parsed = asJson(text);
    if (typeof parsed !== 'string') return { is: 'json', text, node: parsed };
    if (/\bjson\b/u.test(type)) return { is: 'text', text, problem: problemOf(parsed, body.cut) };
  } else if (/\bjson\b/u.test(type)) {
    return { is: 'text', text, problem: problemOf(String(asJson(text)), body.cut) };
  }
  if (type === 'application/x-www-form-urlencoded' && !body.cut) {
    return { is: 'form', text, parameters: formParameters(text) };
  }
  return { is: 'text', text, problem: null };
}

/** The media type in lower case, without parameters; empty if none is told. */
export function mediaType(headers: HeaderList): string {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function asJson(text: string): JsonNode | string {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
}

function problemOf(message: string, cut: boolean): string {
  return cut ? 'Only a whole JSON text can be shown as a tree.' : `No valid JSON: ${message}.`;
}
