import type {
  Availability,
  Capability,
  CapabilityGroup,
  SourceExamination,
} from '../../contracts/examination.js';
import type { Terminal } from '../terminal.js';
import { formatCount } from './quantities.js';
import { textTable } from './text-table.js';

const TITLES: Readonly<Record<CapabilityGroup, string>> = {
  kind: 'Objects',
  detail: 'What is known of them',
  session: 'Access',
};

/** What `doctor` found of a source: every capability, then what would supply those that are not all there. */
export function renderExamination(examination: SourceExamination, colors: Terminal['colors']): string {
  const { source, capabilities } = examination;
  const { serverVersion, databaseName, role } = source;
  const sections = Object.entries(TITLES).map(([group, title]) => {
    const rows = capabilities.filter((capability) => capability.group === group).map(asRow);
    return [
      title,
      ...textTable(rows)
        .split('\n')
        .map((line) => `  ${colored(line, colors)}`),
    ].join('\n');
  });
  const lacking = capabilities.filter(({ availability }) => availability !== 'available');
  const explained = lacking.filter(({ remedies, skipped }) => remedies.length > 0 || skipped !== null);
  const heading = `PostgreSQL ${serverVersion}, database ${databaseName}, role ${role}`;
  const verdict =
    lacking.length === 0 ? colors.green('A run gets everything.') : explained.map(renderLack).join('\n\n');
  return [heading, ...sections, verdict].join('\n\n');
}

function asRow({ availability, name, group, total, affected, detail }: Capability): string[] {
  const count = total === null ? '' : formatCount(total);
  if (group === 'kind') return [availability, name, count, affected === 0 ? '' : detail];
  return [availability, name, detail];
}

const COLORS: Readonly<Record<Availability, 'green' | 'yellow' | 'red'>> = {
  available: 'green',
  partial: 'yellow',
  missing: 'red',
};

function colored(line: string, colors: Terminal['colors']): string {
  const availability = line.split(' ', 1)[0] as Availability;
  return line.replace(availability, colors[COLORS[availability]]);
}

/** One capability that is not all there: what a run leaves out, and the statements that would supply it. */
function renderLack({ name, availability, skipped, remedies }: Capability): string {
  const lines = [`${name} is ${availability}.${skipped === null ? '' : ` Left out: ${skipped}`}`];
  for (const [index, { statements, note }] of remedies.entries()) {
    if (index > 0) lines.push('  or:');
    if (note !== null) lines.push(`  -- ${note}`);
    lines.push(...statements.flatMap((statement) => statement.split('\n')).map((line) => `  ${line}`));
  }
  return lines.join('\n');
}
