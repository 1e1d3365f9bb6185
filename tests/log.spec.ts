import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZodError, z } from 'zod';
import { DeliveryError, Unavailable } from '../src/core/ports.ts';
import { makeLog } from '../src/log.ts';
import { type OwnDatabase, ownDatabase } from './support/database.ts';

const CANARY = 'Ada Amann wohnt im Canaryweg';

const written: string[] = [];
const log = makeLog({ level: 'info', replica: 'r1', to: { write: (line) => void written.push(line) } });
const line = () => JSON.parse(written.at(-1) ?? '');
const bug = (error: unknown) => {
  log.bug('slack:Ev1', error);
  expect(written.at(-1)).not.toMatch(/canary|Ada/i);
  expect(written.at(-1)?.trim().split('\n')).toHaveLength(1);
  return line();
};
const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('a line of the log', () => {
  test('says what was noted, and about what', () => {
    log.note('lane held', { connection: 'slack', token: 3 });
    expect(line()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      replica: 'r1',
      msg: 'lane held',
      about: { connection: 'slack', token: 3 },
    });
  });

  test('says where a mistake was made, in which event, and of what kind', () => {
    const { level, cause, errors } = bug(new TypeError(CANARY));
    expect({ level, cause }).toEqual({ level: 'error', cause: 'slack:Ev1' });
    expect(errors).toHaveLength(1);
    expect(errors[0].name).toBe('TypeError');
    expect(errors[0].at[0]).toContain('tests/log.spec.ts:');
  });

  test('keeps the words of our own errors, and what caused them', () => {
    const { errors } = bug(
      new Unavailable('the database cannot be reached', {
        cause: Object.assign(new Error(CANARY), { code: 'ECONNRESET' }),
      }),
    );
    expect(errors).toMatchObject([
      { message: 'the database cannot be reached' },
      { name: 'Error', code: 'ECONNRESET' },
    ]);
    expect(bug(new DeliveryError('unknown')).errors[0].message).toBe('not delivered, again: unknown');
  });

  test.each([
    ['a message that looks like a stack', new Error(`oh\n    at canary (/home/ada/canary.ts:1:1)\n    at ${CANARY}`)],
    [
      'a message that was changed afterwards',
      Object.assign(new Error(`${CANARY}\n    at /canary.ts:1:1`), { message: 'else' }),
    ],
    ['a name that says too much', Object.assign(new Error('x'), { name: CANARY, code: CANARY })],
    ['a stack that is none', Object.assign(new Error('x'), { stack: CANARY })],
    ['several in one', new AggregateError([new Error(CANARY)], CANARY, { cause: CANARY })],
    ['text that was thrown', CANARY],
    ['something that was thrown', { message: CANARY }],
    ['a cause of itself', Object.assign(new Error(CANARY), { cause: null })],
  ])('keeps to itself: %s', (_, error) => {
    expect(bug(error).errors.length).toBeGreaterThan(0);
  });

  test('keeps to itself what parsers quote', async () => {
    bug(await thrownBy(() => JSON.parse(CANARY)));
    const faulty = await thrownBy(() =>
      z
        .object({ name: z.literal('x') })
        .strict()
        .parse({ [CANARY]: CANARY }),
    );
    expect(faulty).toBeInstanceOf(ZodError);
    bug(faulty);
  });

  test('an error that causes itself ends', () => {
    const circle = new Error(CANARY);
    circle.cause = circle;
    expect(bug(circle).errors).toHaveLength(5);
  });
});

describe('what PostgreSQL quotes', () => {
  let database: OwnDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await ownDatabase();
    client = new pg.Client(database.connection);
    await client.connect();
    await client.query('create table secret (name text primary key)');
    await client.query('insert into secret values ($1)', [CANARY]);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test.each([
    ['23505', () => client.query('insert into secret values ($1)', [CANARY])],
    ['22P02', () => client.query('select $1::text::integer', [CANARY])],
  ])('is not in the log, its code %s is', async (code, work) => {
    const error = await thrownBy(work);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).toContain('Canary');
    expect(bug(error).errors[0]).toMatchObject({ code });
  });
});
