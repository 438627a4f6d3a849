import type { SourceSenseConfig } from '../config/schema.js';

/** The page of one run in the Temporal UI; null where no UI is configured. */
export function uiLink(
  { ui_url, namespace }: Pick<SourceSenseConfig['temporal'], 'ui_url' | 'namespace'>,
  workflowId: string,
  temporalRunId: string,
): string | null {
  if (ui_url === undefined) return null;
  const segments = ['namespaces', namespace, 'workflows', workflowId, temporalRunId];
  return `${ui_url.replace(/\/$/, '')}/${segments.map(encodeURIComponent).join('/')}`;
}
