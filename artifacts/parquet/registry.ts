import { SourceSenseError } from '../../contracts/failure.js';
import type { ParquetCodec } from './codec.js';

/** Every codec; each library is loaded when it is first asked for. */
export const PARQUET_CODECS = {
  hyparquet: async () => (await import('./hyparquet.js')).hyparquetCodec,
  'parquetjs-lite': async () => (await import('./parquetjs-lite.js')).parquetjsLiteCodec,
} as const satisfies Record<string, () => Promise<ParquetCodec>>;

export type ParquetCodecName = keyof typeof PARQUET_CODECS;

/** The faster one: figures in docs/adr/0001-parquet-library.md, made by bench/parquet-codecs.ts. */
export const DEFAULT_PARQUET_CODEC: ParquetCodecName = 'hyparquet';

/** The codec of that name; throws `invalid_input` when there is none. */
export async function createParquetCodec(name: string = DEFAULT_PARQUET_CODEC): Promise<ParquetCodec> {
  if (!Object.hasOwn(PARQUET_CODECS, name)) {
    const names = Object.keys(PARQUET_CODECS).join(', ');
    throw new SourceSenseError('invalid_input', `There is no Parquet codec ${name}.`, {
      remedy: `Choose one of ${names}.`,
    });
  }
  return PARQUET_CODECS[name as ParquetCodecName]();
}
