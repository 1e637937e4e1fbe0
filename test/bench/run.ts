/**
 * `npm run bench`: a table of ratios, each measured within this run as something of ours against a
 * stated baseline, so that the figures mean the same on any machine. The same table as JSON goes to
 * `bench.json`. The rows come from the `*.bench.ts` files beside this one.
 *
 *     npm run bench
 *     npm run bench -- eligibility bundle
 */
import { globSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchRow } from './measure.ts';

const available = new Map(
  globSync('*.bench.ts', { cwd: import.meta.dirname })
    .sort()
    .map((file) => [path.basename(file, '.bench.ts'), file]),
);
const named = process.argv.slice(2);
const unknown = named.filter((name) => !available.has(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${[...available.keys()].join(', ')}`);
  process.exit(2);
}

const [cpu] = os.cpus();
const machine = `${os.cpus().length} × ${cpu?.model ?? 'unknown CPU'}, ${os.platform()} ${os.arch()}, Node ${process.version}`;
console.log(`${machine}\n`);

const rows: BenchRow[] = [];
for (const name of named.length > 0 ? named : available.keys()) {
  const module = (await import(`./${available.get(name) ?? ''}`)) as {
    rows(): Promise<BenchRow[]>;
  };
  rows.push(...(await module.rows()));
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const header = ['what', 'measured', 'against', 'measured', 'ratio'];
const body = rows.map((row) => [
  row.name,
  `${round(row.value)} ${row.unit}`,
  row.baseline,
  `${round(row.baselineValue)} ${row.unit}`,
  round(row.ratio),
]);
const widths = header.map((title, column) =>
  Math.max(title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
);
for (const cells of [header, widths.map((width) => '-'.repeat(width)), ...body]) {
  console.log(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
writeFileSync('bench.json', `${JSON.stringify({ machine, rows }, null, 2)}\n`);
