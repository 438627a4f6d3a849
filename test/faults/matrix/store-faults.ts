import type { Fault as Answer, SeenRequest } from '../../support/s3-proxy.js';
import type { Fault } from '../fault.js';
import type { FaultedWorker } from '../faulted-worker.js';
import type { Field } from '../field.js';
import { followToEnd } from '../lane-run.js';
import { GO_ON, type Spot } from '../points.js';

const part = 'store';
const store = 's3';

/** Steps after which there is still something to store or to fetch. */
const beforeStoring = ({ activity, phase }: Spot) =>
  phase === 'before' && (activity.startsWith('extract') || activity === 'transformMetadata');

/** Steps that fetch what others have stored. */
const beforeFetching = ({ activity, phase }: Spot) =>
  phase === 'before' && (activity === 'transformMetadata' || activity === 'loadCatalog');

type Answering = (request: SeenRequest) => Answer | undefined;

/** From now on, requests get this answer, if it is one; otherwise what they got before, from other faults of the run. */
function answerFirst({ lane }: Field, answering: Answering): void {
  const before = lane.s3.proxy.fail;
  lane.s3.proxy.fail = (request) => answering(request) ?? before(request);
}

/** From now on, requests that are meant and that chance picks get this answer. */
function answer(
  field: Field,
  percent: number,
  fault: Answer,
  isMeant: (request: SeenRequest) => boolean = () => true,
) {
  answerFirst(field, (request) => (isMeant(request) && field.random(100) < percent ? fault : undefined));
  return Promise.resolve(GO_ON);
}

/** The next object that is fetched comes like this. The worker is another one: its own objects it would remember. */
async function answerFetchOnce(field: Field, worker: FaultedWorker, fault: Answer) {
  const { lane, workers, run, later } = field;
  let isDone = false;
  answerFirst(field, (request) => {
    if (isDone || !isFetch(request)) return undefined;
    isDone = true;
    return fault;
  });
  await worker.end('SIGKILL');
  void workers.start();
  later(0, async () => {
    await followToEnd(lane, run.workflowId);
    if (!isDone) throw new Error('No object was fetched.');
  });
  return GO_ON;
}

const isObject = ({ url }: SeenRequest) => url.includes('.parquet');
const isFetch = (request: SeenRequest) => request.method === 'GET' && isObject(request);
const isPut = (request: SeenRequest) => request.method === 'PUT' && isObject(request);

export const STORE_FAULTS: readonly Fault[] = [
  {
    name: 'the store is busy for a fifth of the requests',
    part,
    store,
    ending: 'same',
    strike: (field) => answer(field, 20, { status: 503, code: 'SlowDown' }),
  },
  {
    name: 'a tenth of the stored objects is reported as failed',
    part,
    store,
    ending: 'same',
    strikesAt: beforeStoring,
    strike: (field) => answer(field, 10, 'lost answer', isPut),
  },
  {
    name: 'a tenth of the requests never arrives',
    part,
    store,
    ending: 'same',
    strike: (field) => answer(field, 10, 'lost request'),
  },
  {
    name: 'the store is out of reach for 10 s',
    part,
    store,
    ending: 'same',
    strike: (field) => {
      let isOver = false;
      field.later(10_000, () => {
        isOver = true;
        return Promise.resolve();
      });
      return answer(field, 100, 'lost request', () => !isOver);
    },
  },
  {
    name: 'an object is cut short on its way back',
    part,
    store,
    ending: 'same',
    losesWorker: true,
    strikesAt: beforeFetching,
    strike: (field, _, worker) => answerFetchOnce(field, worker, { breakAfterBytes: 100 }),
  },
  {
    name: 'a bit of an object is flipped on its way back',
    part,
    store,
    ending: 'same',
    losesWorker: true,
    strikesAt: beforeFetching,
    strike: (field, _, worker) => answerFetchOnce(field, worker, 'flipped bit'),
  },
  {
    name: 'credentials expire in the middle',
    part,
    store,
    ending: { failed: ['permission'] },
    strikesAt: beforeStoring,
    strike: (field) => answer(field, 100, { status: 400, code: 'ExpiredToken' }),
  },
  {
    name: 'the store refuses access in the middle',
    part,
    store,
    ending: { failed: ['permission'] },
    strikesAt: beforeStoring,
    strike: (field) => answer(field, 100, { status: 403, code: 'AccessDenied' }),
  },
];
