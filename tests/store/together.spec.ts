import { expect, test } from 'vitest';
import { ok } from '../../src/core/model/result.ts';
import { postgresSource } from '../../src/store/postgres/source.ts';
import type { Source } from '../../src/store/source.ts';
import { body, district } from '../support/district.ts';
import { makePostgres } from '../support/stores.ts';

type Question = (source: Source) => Promise<unknown>;
const questions: readonly Question[] = [
  (of) => of.list('membership', { person: 'P-1' }, body),
  (of) => of.list('membership', { person: 'P-2' }, body),
  (of) => of.list('membership', { person: 'P-77' }, body),
  (of) => of.list('membership', { organization: 'org:wohnen' }, body),
  (of) => of.list('account', { connection: 'slack', account: 'ada' }),
  (of) => of.list('account', { account: '@ben', connection: 'matrix' }),
  (of) => of.list('account', { connection: 'matrix', account: '@nobody' }),
  (of) => of.list('account', { person: { in: ['P-1', 'P-2', 'P-1'] } }, body),
  (of) => of.list('account', { person: { in: ['P-3'] } }, body),
  (of) => of.list('account', { person: { in: [] } }, body),
  (of) => of.list('place', { connection: 'matrix', organization: { in: ['org:wohnen', 'org:arbeit'] } }, body),
  (of) => of.list('place', { connection: 'slack', organization: { in: ['org:wohnen'] } }, body),
  (of) => of.list('dialog', { alive: true }),
  (of) => of.list('dialog', { alive: false }),
  (of) => of.list('body', {}),
  (of) => of.list('person', {}, body),
  (of) => of.get('person', body, ['P-1']),
];

test('what is asked in one turn is answered as if each were asked alone', async () => {
  const made = await makePostgres();
  try {
    await made.store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: district, posts: [] }) });
    const source = postgresSource(made.postgres.database);
    const alone: unknown[] = [];
    for (const ask of questions) alone.push(await ask(source));
    expect(alone[0]).toHaveLength(2);
    expect(alone[7]).toHaveLength(3);
    expect(await Promise.all(questions.map((ask) => ask(source)))).toEqual(alone);
  } finally {
    await made.end();
  }
});

test('a question that nobody can answer fails alone', async () => {
  const made = await makePostgres();
  try {
    await made.store.ledger.commit({ body, cause: 'import', expect: [], decision: ok({ save: district, posts: [] }) });
    const source = postgresSource(made.postgres.database);
    const [good, bad] = await Promise.allSettled(
      ['P-1', 'P-\0'].map((person) => source.list('membership', { person }, body)),
    );
    expect(good).toMatchObject({ status: 'fulfilled', value: { length: 2 } });
    expect(bad?.status).toBe('rejected');
  } finally {
    await made.end();
  }
});
