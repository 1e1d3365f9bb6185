import type { Context, Hono } from 'hono';
import type { Language } from '../../core/model/place.ts';
import type { Door, Log, Time, WebRooms } from '../../core/ports.ts';
import type { Html } from '../../html/html.ts';
import type { Hub } from './hub.ts';
import type { Limits } from './limits.ts';
import type { Visitor } from './visitor.ts';

/** Where people reach us: only what comes from there may change anything. `base`: the path before all addresses. */
export type Address = { origins: readonly string[]; base: string; secure: boolean };
/** What every part of the pages stands on. */
export type Site = {
  door: Door;
  rooms: WebRooms;
  time: Time;
  log: Log;
  random: () => string;
  address: Address;
  key: string;
  limits: Limits;
  hub: Hub;
  /** Looks of all pages; a trial's cannot be taken for the real thing. */
  looks?: string;
};
/** From where somebody asks, as the server has found out. */
export const clientOf = (c: Context): string => String((c.env as { client?: string } | undefined)?.client ?? '');
export type Env = { Variables: { visitor: Visitor } };
export type Inside = Hono<Env>;

/** The browser's wish, before anybody is known. */
export const languageOf = (c: Context): Language =>
  /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'de';
export const page = (c: Context, made: Html, status: 200 | 403 | 404 | 410 | 413 | 415 | 422 | 429 | 500 | 503 = 200) =>
  c.html(made, status);
/** When to come again. */
export const notBefore = (c: Context, seconds: number): void => c.header('retry-after', `${seconds}`);
