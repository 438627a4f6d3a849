import type { Session } from '../../session.js';

/** Answers how a schedule stands after it was made or changed: `<head> at 03:00 every day. Next: ...`. */
export async function tellSchedule(session: Session, connection: string, head: string): Promise<void> {
  const { describeSchedule } = await import('../../schedules/describe.js');
  const { scheduleIdOf } = await import('../../schedules/identity.js');
  const { settingsOf } = await import('../../schedules/settings.js');
  const { timesInWords } = await import('../../render/schedule-words.js');
  const { definition, nextStarts, paused, remaining } = await describeSchedule(
    await session.temporal(),
    null,
    connection,
  );
  const settings = settingsOf(definition);
  const nextStartAt = nextStarts[0] ?? null;
  const scheduleId = scheduleIdOf(connection);
  session.terminal.object({ scheduleId, connection, paused, remaining, nextStartAt, settings });
  session.terminal.line(`${head} ${timesInWords(definition)}.`);
  if (paused) session.terminal.line(`It is paused; to resume it: sourcesense schedule resume ${connection}`);
  else
    session.terminal.line(
      nextStartAt === null ? 'It is never due.' : `Next start: ${nextStartAt.toISOString()}`,
    );
}
