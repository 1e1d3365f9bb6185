import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Codes } from './core/ports.ts';

/** Nothing that can be taken for something else when it is read aloud or typed from a screen. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

/** "12-K7Q2-XW9M": the number of the access, and what only we can say of it. Kept nowhere: it is made again to be compared. */
export const codes = (key: string): Codes => {
  const seal = (body: string, access: string): string => {
    const mac = createHmac('sha256', key).update(`code:${body}/${access}`).digest();
    return Array.from({ length: LENGTH }, (_, i) => LETTERS[(mac[i] ?? 0) % LETTERS.length]).join('');
  };
  return {
    make(body, access) {
      const mac = seal(body, access);
      return `${access.slice('L-'.length)}-${mac.slice(0, LENGTH / 2)}-${mac.slice(LENGTH / 2)}`;
    },
    read(body, words) {
      const [, number, ...parts] = /^(\d{1,9})\s*-?\s*([a-z\d]{4})\s*-?\s*([a-z\d]{4})$/i.exec(words.trim()) ?? [];
      if (number === undefined) return undefined;
      const access = `L-${Number(number)}` as const;
      const [said, is] = [Buffer.from(parts.join('').toUpperCase()), Buffer.from(seal(body, access))];
      return said.length === is.length && timingSafeEqual(said, is) ? access : undefined;
    },
  };
};
