import type { Client } from '@temporalio/client';
import { inLanes } from '../artifacts/in-lanes.js';
import type { ScheduleDefinition } from './definition.js';
import { lookForSchedule, scheduledConnections } from './find-schedule.js';
import type { WantedSchedule } from './schedule-file.js';
import { type ScheduleSettings, SETTING_NAMES, settingsOf } from './settings.js';
import { definitionOf, setElsewhere } from './temporal-schedule.js';

/** A setting that differs; null where there is none. */
export interface SettingChange {
  readonly setting: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What has to be done so that schedules are as a file wants them; connections in alphabetical order. */
export interface SchedulePlan {
  readonly create: readonly WantedSchedule[];
  readonly update: readonly (WantedSchedule & { readonly changes: readonly SettingChange[] })[];
  readonly unchanged: readonly string[];
  /** Not in the file, and to be deleted. */
  readonly delete: readonly string[];
  /** Not in the file, and left as they are. */
  readonly kept: readonly string[];
}

/** Schedules that are asked for at once. */
export const LANES = 8;

/**
 * Compares what is wanted with what there is. Whether a schedule is paused, and how many runs it still starts, is not part of
 * it. Throws `invalid_input` when a schedule of such an id is not ours; nothing is changed.
 */
export async function planSchedules(
  client: Client,
  wanted: readonly WantedSchedule[],
  prune: boolean,
): Promise<SchedulePlan> {
  const create: WantedSchedule[] = [];
  const update: SchedulePlan['update'][number][] = [];
  const unchanged: string[] = [];
  await inLanes(wanted, LANES, async (schedule) => {
    const found = await lookForSchedule(client, schedule.connection);
    if (found === null) {
      create.push(schedule);
      return;
    }
    const { description } = found;
    const elsewhere = setElsewhere(description.spec);
    const changes = [
      ...settingChanges(definitionOf(description), schedule.definition),
      ...elsewhere.map((from) => ({ setting: 'set elsewhere', from, to: null })),
    ];
    if (changes.length === 0) unchanged.push(schedule.connection);
    else update.push({ ...schedule, changes });
  });
  const names = new Set(wanted.map(({ connection }) => connection));
  const others = (await scheduledConnections(client)).filter((connection) => !names.has(connection)).sort();
  return {
    create: create.sort(byConnection),
    update: update.sort(byConnection),
    unchanged: unchanged.sort(),
    delete: prune ? others : [],
    kept: prune ? [] : others,
  };
}

/** The settings in which two definitions differ. */
export function settingChanges(before: ScheduleDefinition, after: ScheduleDefinition): SettingChange[] {
  const [old, wanted]: ScheduleSettings[] = [settingsOf(before), settingsOf(after)];
  return SETTING_NAMES.flatMap((setting) => {
    const [from, to] = [old?.[setting] ?? null, wanted?.[setting] ?? null];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ setting, from, to }];
  });
}

function byConnection(a: WantedSchedule, b: WantedSchedule): number {
  return a.connection < b.connection ? -1 : 1;
}
