/** Where the demos of these tests are: the one that everybody shops in, and one for each worker alone. */
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Another one lets two checkouts of the repository be tested at once. */
const base = Number(process.env.E2E_PORT ?? '4299');

export interface Place {
  port: number;
  /** What `DEMO_DATA` names. */
  folder: string;
}

const placeAt = (port: number): Place => ({
  port,
  folder: path.join(tmpdir(), `tender-e2e-${port}`),
});

export const everybodys: Place = placeAt(base);

/** @param worker counted from 0 */
export const workers = (worker: number): Place => placeAt(base + 100 + worker);

/** With keys of one's own. @param worker counted from 0 */
export const real = (worker: number): Place => placeAt(base + 110 + worker);

export const urlOf = ({ port }: Place): string => `http://localhost:${port}`;
