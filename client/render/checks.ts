import type { Check } from '../examine.js';
import type { Terminal } from '../terminal.js';
import { textTable } from './text-table.js';

const TITLES: Readonly<Record<Check['part'], string>> = {
  program: 'Program',
  service: 'Services the configuration names',
  engine: 'Engines of the embedded stack',
};

/** What `doctor` found, in sections. */
export function renderChecks(checks: readonly Check[], colors: Terminal['colors']): string {
  return Object.entries(TITLES)
    .map(([part, title]) => {
      const lines = checks
        .filter((check) => check.part === part)
        .map(({ name, ok, version, detail }) => [ok ? 'ok' : 'missing', name, version ?? '', detail]);
      const table = textTable(lines)
        .split('\n')
        .map((line) => `  ${line.startsWith('missing') ? colors.yellow(line) : line}`);
      return [title, ...table].join('\n');
    })
    .join('\n\n');
}
