import type { Context } from 'hono';

export type Fields = Readonly<Record<string, string>>;
/** What no database keeps: U+0000 and halves of characters. */
const plain = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();
/** What a form says. What is no form at all says nothing. */
export const fieldsOf = async (c: Context): Promise<Fields> => {
  try {
    return Object.fromEntries(
      Object.entries(await c.req.parseBody()).flatMap(([name, value]) =>
        typeof value === 'string' ? [[plain(name), plain(value)]] : [],
      ),
    );
  } catch (error) {
    if (error instanceof TypeError) return {}; // thus a body is called that cannot be read
    throw error;
  }
};
export const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
/** Long enough for any name a page makes, and for nothing else. */
export const eventOf = (event: string | undefined, random: () => string): string =>
  event !== undefined && /^[\w-]{8,80}$/.test(event) ? event : random();
