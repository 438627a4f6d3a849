/**
 * Works on items as they come, `lanes` of them at a time, and returns when all are done. When one fails no further one
 * is begun, and those under way are waited for; then it fails as the first one did.
 */
export async function inLanes<T>(
  items: AsyncIterable<T> | Iterable<T>,
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const underWay = new Set<Promise<void>>();
  for await (const item of items) {
    const working: Promise<void> = work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(working));
    underWay.add(working);
    if (underWay.size >= lanes) await Promise.race(underWay);
    if (failure !== undefined) break;
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure.error;
}
