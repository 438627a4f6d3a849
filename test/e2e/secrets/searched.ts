import pg from 'pg';
import { createParquetCodec } from '../../../artifacts/parquet/registry.js';
import { createArtifactStore } from '../../../artifacts/registry.js';
import { identitySchema, rawSchema } from '../../../contracts/kinds/batch-schemas.js';
import type { Kind } from '../../../contracts/kinds/index.js';
import { engines } from '../../support/engines.js';

/** Every value of every artifact in the bucket, as JSON, and its bytes. */
export async function storedTexts(bucket: string): Promise<(string | Buffer)[]> {
  const { endpoint, region, accessKeyId, secretAccessKey } = engines().s3;
  const store = await createArtifactStore({
    ...{ store: 's3', endpoint, region, bucket, create_bucket: false },
    ...{ access_key_id: accessKeyId, secret_access_key: secretAccessKey },
  });
  const codec = await createParquetCodec('hyparquet');
  const texts: (string | Buffer)[] = [];
  for await (const { key } of store.list('')) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.get(key)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    texts.push(bytes, JSON.stringify((await store.head(key))?.metadata));
    const [stage, kind] = key.split('/').slice(-3) as [string, Kind];
    const file = {
      sizeBytes: bytes.length,
      read: (start: number, end: number) => Promise.resolve(bytes.subarray(start, end)),
    };
    for await (const { columns } of codec.decode(
      stage === 'raw' ? rawSchema(kind) : identitySchema(kind),
      file,
    )) {
      texts.push(columns.flat().map(String).join('\n'));
    }
  }
  await store.close();
  return texts;
}

/** Every row of every table of a database, as JSON. */
export async function rowTexts(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await client.end();
  return texts;
}
