import type { ArtifactRef } from '../contracts/artifact.js';
import type { ExtractionResult } from '../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../contracts/kinds/index.js';
import { type ExtractedRows, type KeptReport, unsettledKinds } from './ledger.js';

/** What a step landed of one artifact; kept as JSON. */
export interface LandedArtifact {
  readonly kind: Kind;
  readonly digest: string;
  /** The artifact of the rows as the source gave them, for a later run to compare; absent where nobody said. */
  readonly raw?: ArtifactRef;
  readonly rows: number;
  /** Rows per schema; null stands for objects outside schemas. */
  readonly schemas: readonly (readonly [schemaName: string | null, rows: number])[];
  /** Whether the published run landed the same artifact in the same partition: then nothing of it was written. */
  readonly same: boolean;
  /** Versions written: of objects that are new or changed. */
  readonly added: number;
  /** Rows that differ from their current version in physical columns or partition alone. */
  readonly refreshed: number;
}

/** A partition as it landed. */
export interface LandedPartition {
  readonly partitionId: string;
  readonly reading: number;
  readonly landed: readonly LandedArtifact[];
}

/** Rows per kind of what landed; see `RunLanding.land`. */
export function rowsPerKind(landed: readonly LandedArtifact[]): Partial<Record<Kind, number>> {
  const rows: Partial<Record<Kind, number>> = {};
  for (const artifact of landed) rows[artifact.kind] = (rows[artifact.kind] ?? 0) + artifact.rows;
  return rows;
}

/** What landed of an artifact that the published run landed too, if it did. */
export function landedBefore(
  published: readonly LandedArtifact[] | null,
  kind: Kind,
  digest: string,
): LandedArtifact | undefined {
  const known = published?.find((other) => other.kind === kind && other.digest === digest);
  return known && { ...known, same: true, added: 0, refreshed: 0 };
}

export function extractedRows(partitions: readonly LandedPartition[]): ExtractedRows[] {
  return partitions.flatMap(({ landed }) =>
    landed.flatMap(({ kind, schemas }) => schemas.map(([schemaName, rows]) => ({ kind, schemaName, rows }))),
  );
}

/** See `RunLanding.unsettledKinds`. */
export function unsettledKindsOf(
  partitions: readonly LandedPartition[],
  reports: readonly KeptReport[],
): Kind[] {
  return unsettledKinds(extractedRows(partitions), reports, partitions);
}

/** What a run changes, given how many versions it closes. */
export function changesOf(
  partitions: readonly LandedPartition[],
  closed: number,
): ExtractionResult['changes'] {
  const artifacts = partitions.flatMap(({ landed }) => landed);
  const added = artifacts.reduce((sum, artifact) => sum + artifact.added, 0);
  const rows = artifacts.reduce((sum, artifact) => sum + artifact.rows, 0);
  return { added, closed, unchanged: rows - added };
}

/** A kind's landing in one run, as it is reconciled with the versions that are current. */
export interface KindLanding {
  readonly kind: Kind;
  /** Partitions whose artifact the published run landed too: their objects have no keys. */
  readonly samePartitions: readonly string[];
  /** Whether objects may have been found twice: some of the artifacts are not the same as before. */
  readonly mayRepeat: boolean;
  /** Whether objects have other physical values or another partition than before. */
  readonly refreshes: boolean;
  /** Whether versions are to be closed: their objects changed or are gone. */
  readonly closes: boolean;
}

/** Kinds of which objects may have been found twice. */
export function mayRepeat(
  partitions: readonly LandedPartition[],
): Pick<KindLanding, 'kind' | 'samePartitions'>[] {
  return ALL_KINDS.map((kind) => kindLandingOf(kind, partitions, 0)).filter(({ mayRepeat }) => mayRepeat);
}

/** Adds up a kind's landing; `current` is how many objects of it the published run left. */
export function kindLandingOf(
  kind: Kind,
  partitions: readonly LandedPartition[],
  current: number,
): KindLanding {
  const parts = partitions.map(({ partitionId, landed }) => ({
    partitionId,
    artifacts: landed.filter((artifact) => artifact.kind === kind),
  }));
  const artifacts = parts.flatMap((part) => part.artifacts);
  // Every unchanged row is a current object of its own: as many as there are, and none is left to close.
  const unchanged = artifacts.reduce((sum, { rows, added }) => sum + rows - added, 0);
  return {
    kind,
    samePartitions: parts
      .filter((part) => part.artifacts.some(({ same }) => same))
      .map(({ partitionId }) => partitionId),
    mayRepeat: artifacts.some(({ same }) => !same),
    refreshes: artifacts.some(({ refreshed }) => refreshed > 0),
    closes: unchanged !== current,
  };
}
