import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { undrawn } from '../../src/tools/undrawn.ts';

/** Half of it is beyond what Prisma's language can say. */
const MIGRATION = `
  CREATE EXTENSION pg_trgm;
  CREATE TABLE "Body" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (name <> ''),
    "words" tsvector GENERATED ALWAYS AS (to_tsvector('german', name)) STORED,
    CONSTRAINT "Body_pkey" PRIMARY KEY ("id")
  );
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no; never'; END $$;
  CREATE TRIGGER kept BEFORE DELETE ON "Body" EXECUTE FUNCTION refuse();
`;
const SCHEMA = `
  generator client {
    provider = "prisma-client"
    output   = "./generated"
  }
  datasource db {
    provider = "postgresql"
  }
  model Body {
    id    String                   @id
    name  String
    words Unsupported("tsvector")? @default(dbgenerated("to_tsvector('german'::regconfig, name)"))
  }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undrawn-'));
  mkdirSync(join(folder, 'migrations', '20260101000000_start'), { recursive: true });
  writeFileSync(join(folder, 'migrations', '20260101000000_start', 'migration.sql'), MIGRATION);
});
afterEach(() => rmSync(folder, { recursive: true }));

function difference(schema: string): Promise<string | undefined> {
  const file = join(folder, 'schema.prisma');
  writeFileSync(file, schema);
  return undrawn(file, join(folder, 'migrations'));
}

test('is nothing where the migrations do what the schema says, and more', async () => {
  expect(await difference(SCHEMA)).toBeUndefined();
});

test('is SQL that makes the migrations complete', async () => {
  const changed = SCHEMA.replace('name  String', 'name  String\n    key   String? @unique');
  const sql = await difference(changed);
  expect(sql).toContain('ALTER TABLE "Body" ADD COLUMN     "key" TEXT;');
  mkdirSync(join(folder, 'migrations', '20260102000000_key'));
  writeFileSync(join(folder, 'migrations', '20260102000000_key', 'migration.sql'), sql ?? '');
  expect(await difference(changed)).toBeUndefined();
});
