import { describe, expect, it } from '@jest/globals';
import { StepWatch } from '../../activities/step-watch.js';

const forever = () => new Promise<never>(() => undefined);

describe('the watch of a step', () => {
  it('finds a step that does nothing for longer than it may, and says since when and after what', async () => {
    const watch = new StepWatch('extractTables', 3000);
    await watch.during('catalog.runState(r)', 3000, () => Promise.resolve());
    expect(watch.passed(3000)).toBeUndefined();
    const stall = watch.passed(1000);
    expect(stall).toMatchObject({ category: 'stalled', retryable: true });
    expect(stall?.message).toMatch(
      /^extractTables has stalled: nothing has moved since \d{4}-.*Z, for 4 s, after catalog\.runState\(r\)\. /,
    );
  });

  it('lets an operation be silent for as long as it may, and names it then', () => {
    const watch = new StepWatch('extractTables', 1000);
    void watch.during('source.read(table, partition r1)', 5000, forever);
    expect(watch.passed(5000)).toBeUndefined();
    expect(watch.passed(1000)?.message).toContain('for 6 s, in source.read(table, partition r1).');
  });

  it('goes by the operation that began last, which the others wait for', async () => {
    const watch = new StepWatch('extractTables', 1000);
    void watch.during('store.put(key)', 2000, forever);
    const read = watch.during('source.read(table)', 5000, () => new Promise<void>((end) => setTimeout(end)));
    expect(watch.passed(4000)).toBeUndefined();
    await read;
    expect(watch.passed(2000)).toBeUndefined();
    expect(watch.passed(1)?.message).toContain('in store.put(key)');
  });

  it('finds no step stalled whose rows, statements or bytes go on', () => {
    const watch = new StepWatch('extractTables', 1000);
    const meter = watch.meter();
    let received = 0;
    meter.opened(() => received);
    void watch.during('source.read(table)', 2000, forever);
    const receive = () => {
      received += 1;
    };
    const ask = () => {
      meter.query();
    };
    const finishRows = () => {
      watch.progress(10);
    };
    for (const move of [receive, ask, finishRows]) {
      expect(watch.passed(2000)).toBeUndefined();
      move();
      expect(watch.passed(1000)).toBeUndefined();
    }
    expect(watch.heartbeat()).toMatchObject({ rows: 10, doing: 'source.read(table)' });
  });

  it('counts no time in which a step waits for a session that others hold, but that with a session of its own', () => {
    const watch = new StepWatch('extractTables', 1000);
    const meter = watch.meter();
    meter.queues();
    void watch.during('source.together()', 2000, forever);
    expect(watch.passed(60_000)).toBeUndefined();
    expect(watch.heartbeat().doing).toBe('waiting for a session, source.together()');
    meter.opened(() => 0);
    expect(watch.passed(2001)).toMatchObject({ category: 'stalled' });
  });
});
