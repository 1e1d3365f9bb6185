import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Feed } from '../core/model/feed.ts';
import type { BodyId } from '../core/model/place.ts';

type Named = { body: BodyId; feed: Feed };
/** Begins with its use, so that no other token of the same key is one of a calendar. */
const seal = (key: string, named: string): string =>
  createHmac('sha256', key).update(`feed:${named}`).digest('base64url');

/** Kept nowhere: it is made again whenever it is needed, and nobody makes one without the key. */
export const makeFeedToken = (key: string, { body, feed }: Named): string => {
  const named = Buffer.from(`${body}/${feed.of}/${feed.serial}`).toString('base64url');
  return `${named}.${seal(key, named)}`;
};
export const readFeedToken = (key: string, token: string): Named | undefined => {
  const [named = '', mac = ''] = token.split('.');
  const [is, should] = [Buffer.from(mac), Buffer.from(seal(key, named))];
  if (is.length !== should.length || !timingSafeEqual(is, should)) return undefined;
  const said = Buffer.from(named, 'base64url').toString();
  const [, body, of, serial] = /^(body:[^/]*)\/(P-\d+|org:[^/]*)\/(\d+)$/.exec(said) ?? [];
  return body === undefined || of === undefined
    ? undefined
    : { body: body as BodyId, feed: { of: of as Feed['of'], serial: Number(serial) } }; // as the expression says
};
