import { html as escaping } from 'hono/html';

export type Html = Exclude<ReturnType<typeof escaping>, Promise<unknown>>;

/** The one way to make a formatted body: whatever is put into it is escaped, unless it is Html already. */
export const html = (
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html => {
  const made = escaping(strings, ...values);
  // it waits only for what is promised, and nothing here is
  if (made instanceof Promise) throw new Error('a formatted body is made at once');
  return made;
};
