import { createHmac, timingSafeEqual } from 'node:crypto';
import type { BodyId } from '../../core/model/place.ts';

/** What a token opens: the link that is given to a person, or the browser that used it. One is never taken for the other. */
export type Use = 'link' | 'stay';
export type Token = { body: BodyId; access: `L-${number}` };
const seal = (key: string, use: Use, named: string): string =>
  createHmac('sha256', key).update(`${use}:${named}`).digest('base64url');

/** Kept nowhere: it is made again whenever it is needed, and nobody makes one without the key. */
export const makeToken = (key: string, use: Use, { body, access }: Token): string => {
  const named = Buffer.from(`${body}/${access}`).toString('base64url');
  return `${named}.${seal(key, use, named)}`;
};
export const readToken = (key: string, use: Use, token: string): Token | undefined => {
  const [named = '', mac = ''] = token.split('.');
  const [is, should] = [Buffer.from(mac), Buffer.from(seal(key, use, named))];
  if (is.length !== should.length || !timingSafeEqual(is, should)) return undefined;
  const [, body, access] = /^(body:[^/]*)\/(L-\d+)$/.exec(Buffer.from(named, 'base64url').toString()) ?? [];
  return body === undefined || access === undefined
    ? undefined
    : { body: body as BodyId, access: access as Token['access'] }; // as the expression says
};
