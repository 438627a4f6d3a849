import type { ParquetCodec } from '../../artifacts/parquet/codec.js';
import type { ActivityDeps } from '../../activities/deps.js';
import type { Source } from '../../sources/source.js';
import type { Clock, Stage } from './stages.js';
import { withMethods } from './with-methods.js';

/** The source, its rows counted for `read`. */
export function timedSource(source: Source, clock: Clock): Source {
  let members: ReturnType<Source['extensionRelations']> | undefined;
  return withMethods(source, {
    read: (...args) => clock.each('read', source.read(...args)),
    // Asked once by an activity that reads several kinds; here each kind is read by itself.
    extensionRelations: (context) =>
      (members ??= clock.during('read', () => source.extensionRelations(context))),
  });
}

/** The codec; what makes the batches that it encodes is counted for the stage `making`. */
export function timedCodec(codec: ParquetCodec, clock: Clock, making: Stage): ParquetCodec {
  return withMethods(codec, {
    encode: (schema, batches) => clock.each('encode', codec.encode(schema, clock.each(making, batches))),
    decode: (...args) => clock.each('decode', codec.decode(...args)),
  });
}

/** The catalog, what it is told of reads counted for `report`. */
export function timedReports(catalog: ActivityDeps['catalog'], clock: Clock): ActivityDeps['catalog'] {
  return withMethods(catalog, {
    report: (...args) => clock.during('report', () => catalog.report(...args)),
  });
}
