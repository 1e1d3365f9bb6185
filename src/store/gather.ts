type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Calls that come while others are under way share one transaction: throughput comes from here. A failing batch is tried
 * one by one, unless its error would meet each of them alike.
 */
export const gather = <In, Out>(
  together: (items: readonly In[]) => Promise<readonly Out[]>,
  { most = 100, atOnce = 1, hopeless = (_: unknown): boolean => false } = {},
) => {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;
  const settle = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await together(batch.map(({ item }) => item));
      for (const [i, { resolve, reject }] of batch.entries()) {
        const out = outs[i];
        if (out === undefined) reject(new Error('a batch gave too few answers'));
        else resolve(out);
      }
    } catch (error) {
      if (batch.length === 1 || hopeless(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await settle([one]);
    }
  };
  const flush = (): void => {
    if (waiting.length === 0 || running >= atOnce) return;
    running += 1;
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    void settle(batch).finally(() => {
      running -= 1;
      flush();
    });
  };
  return (item: In): Promise<Out> =>
    new Promise((resolve, reject) => {
      if (waiting.push({ item, resolve, reject }) === 1) setImmediate(flush);
    });
};
