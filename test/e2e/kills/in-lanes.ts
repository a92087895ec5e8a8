/** Does all of it, `lanes` at a time; the results are in order. */
export async function inLanes<T>(
  count: number,
  lanes: number,
  act: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await act(index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
