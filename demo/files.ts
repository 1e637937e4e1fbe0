/** Small JSON files that are either the old one or the new one, never half of each. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Only its owner may read it: there are keys among them. */
export function writeJson(file: string, value: unknown): void {
  const partial = `${file}.new`;
  writeFileSync(partial, JSON.stringify(value), { mode: 0o600 });
  renameSync(partial, file);
}
