import type { Stack } from '../../stack/index.js';
import { CATALOG_DATABASE, SAMPLE_DATABASE } from './prepare-databases.js';

/** The bucket of the embedded S3 server; made by the artifact store when it is first used. */
const BUCKET = 'sourcesense';

/** The settings that lead to a running stack, in the shape of the configuration. */
export function stackSettings({ postgres, temporal, s3 }: Stack): Record<string, unknown> {
  return {
    temporal: {
      address: temporal.address,
      namespace: temporal.namespace,
      ...(temporal.uiUrl !== undefined && { ui_url: temporal.uiUrl }),
    },
    catalog: { url: postgres.url(CATALOG_DATABASE) },
    connections: { sample: { url: postgres.url(SAMPLE_DATABASE) } },
    ...(s3 && {
      artifacts: {
        store: 's3',
        bucket: BUCKET,
        create_bucket: true,
        endpoint: s3.endpoint,
        region: s3.region,
        access_key_id: s3.accessKeyId,
        secret_access_key: s3.secretAccessKey,
      },
    }),
  };
}
