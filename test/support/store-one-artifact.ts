/** Stores one artifact in a local store: `node store-one-artifact.js <folder> <key> <bytes>`; for tests that trace it. */
import { LocalStore } from '../../artifacts/local/local-store.js';

const [directory = '', key = '', bytes = '0'] = process.argv.slice(2);
const store = new LocalStore({ store: 'local', directory });
await store.put(
  key,
  (async function* () {
    yield Promise.resolve(Buffer.alloc(Number(bytes), 7));
  })(),
  { contentType: 'application/octet-stream', metadata: () => ({ rows: '1' }) },
);
