/** What it costs to decide which methods a shopper sees, for a thousand different purchases. */
import fc from 'fast-check';
import { eligibleMethods, paymentMethods } from '../../server/methods/index.ts';
import { contexts } from '../support/contexts.ts';
import { microsecondsPerCall, row, type BenchRow } from './measure.ts';

/** The same purchases in each run, so that runs compare. */
const SEED = 20261028;

export async function rows(): Promise<BenchRow[]> {
  const samples = fc.sample(contexts, { numRuns: 1000, seed: SEED });
  let turn = 0;
  const next = (): (typeof samples)[number] => {
    const context = samples[turn++ % samples.length];
    if (!context) throw new RangeError('no sample');
    return context;
  };
  const { decide, copy } = await microsecondsPerCall({
    decide: () => eligibleMethods(next()),
    copy: () => JSON.parse(JSON.stringify(next())) as unknown,
  });
  return [
    row({
      name: `eligibility of ${paymentMethods.size} methods, per context`,
      value: decide,
      unit: 'µs',
      baseline: 'the context through JSON and back',
      baselineValue: copy,
    }),
  ];
}
