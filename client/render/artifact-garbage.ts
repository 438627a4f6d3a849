import type { GarbageSummary, RunGarbage } from '../artifacts/collect-garbage.js';
import { countOf } from './artifacts.js';
import { formatBytes, formatCount } from './quantities.js';

/** `extract/sales/...: 12 artifacts, 3.1 MB`. */
export function renderRunGarbage({ runId, artifacts, sizeBytes }: RunGarbage): string {
  return `${runId}: ${countOf(artifacts)}, ${formatBytes(sizeBytes)}`;
}

/** What collecting garbage has found, what it did with it, and what it left alone. */
export function renderGarbage(summary: GarbageSummary): string {
  const { artifacts, sizeBytes, deleted, keptAsVersions, unfinishedWrites, kept } = summary;
  const unfinished =
    unfinishedWrites === 0 ? '' : `, and what ${formatCount(unfinishedWrites)} unfinished writes left`;
  const found = `${countOf(artifacts)}, ${formatBytes(sizeBytes)}${unfinished}`;
  const nothing = artifacts === 0 && unfinishedWrites === 0;
  const outcome = nothing
    ? 'There is no garbage.'
    : deleted
      ? `Deleted: ${found}.`
      : `Garbage: ${found}. Nothing is deleted yet: add --delete.`;
  const versions =
    keptAsVersions === 0
      ? []
      : ['The bucket keeps versions: room is free once its lifecycle rules have removed earlier ones.'];
  return [outcome, ...versions, `Kept: ${keptText(kept)}.`].join('\n');
}

const KEPT_TEXTS = {
  registered: 'registered',
  running: 'of runs that go on',
  recent: 'too recent',
  unknown_run: 'of runs that this catalog does not know (--unknown-runs)',
  foreign: 'not named as artifacts are',
} as const satisfies Record<keyof GarbageSummary['kept'], string>;

function keptText(kept: GarbageSummary['kept']): string {
  const counted = (Object.keys(KEPT_TEXTS) as (keyof typeof KEPT_TEXTS)[]).filter(
    (reason) => kept[reason] > 0,
  );
  if (counted.length === 0) return 'nothing, the store is empty';
  return counted.map((reason) => `${formatCount(kept[reason])} ${KEPT_TEXTS[reason]}`).join(', ');
}
