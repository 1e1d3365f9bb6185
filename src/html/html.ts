import { html } from 'hono/html';

/** The one way to make a page: whatever is put into it is escaped, unless it is Html already. */
export { html };
export type Html = ReturnType<typeof html>;
