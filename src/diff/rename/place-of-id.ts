/** Whether a place is one of identifiers by its name, or by what stands there: a URI. @param place JSON Pointer */
export function isPlaceOfId(place: string, value: string): boolean {
  if (value.includes('/')) return true;
  const name = place.split('/').findLast((step) => !/^(?:\*|\d+)$/u.test(step)) ?? '';
  return /^ids?$|[a-z\d]Ids?$|[_-]ids?$|UUID$|ID$/u.test(name);
}
