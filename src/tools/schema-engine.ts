/**
 * Prisma's schema engine without its binary, which Prisma would have to download: the same engine as WebAssembly, from npm.
 * We ask it one thing only; what else `prisma migrate` can do is left to Prisma.
 */
import { readFile } from 'node:fs/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

/** The SQL that leads a database to what the schema file describes, as far as Prisma sees; undefined if it is there. */
export async function sqlTowards(schema: string, connection: pg.PoolConfig): Promise<string | undefined> {
  const pool = new CatalogPool({ ...connection, max: 1 });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogAdapter(pool));
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    const files = [{ path: schema, content: await readFile(schema, 'utf8') }];
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === DIFFERENT ? (stdout ?? '') : undefined;
  } finally {
    await pool.end();
  }
}

const DIFFERENT = 2;

/** Where the engine leaves its last words before it falls; without it, they would be lost. */
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => console.error(`Prisma's schema engine: ${words}`) },
});

/**
 * PostgreSQL's catalogs are full of columns of the type "char", which the engine wants to see as characters and Prisma's
 * adapter does not know. So on their way through it they pass for times of day, which no catalog has.
 */
class CatalogPool extends pg.Pool {
  override query = (async (query: pg.QueryArrayConfig) => {
    const result = await super.query(query);
    const { CHAR, TIME } = pg.types.builtins;
    for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TIME;
    return result;
  }) as pg.Pool['query'];
}

class CatalogAdapter extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const { Time, Character } = ColumnTypeEnum;
      return { ...result, columnTypes: result.columnTypes.map((type) => (type === Time ? Character : type)) };
    };
    return adapter;
  }
}
