/** `npm run sandbox -- --port 12111 --country US`: the sandbox as a process of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assertCountry } from '../../server/methods/index.ts';
import { startSandbox } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '12111' },
    host: { type: 'string', default: '127.0.0.1' },
    country: { type: 'string', default: 'US' },
    seed: { type: 'string' },
    state: { type: 'string' },
  },
});

const { state: stateFile } = values;
const country = values.country.toUpperCase();
assertCountry(country);

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  country,
  ...(values.seed !== undefined && { seed: values.seed }),
  ...(stateFile !== undefined &&
    existsSync(stateFile) && { state: JSON.parse(readFileSync(stateFile, 'utf8')) as unknown }),
});
console.log(`Sandbox      ${sandbox.url}
Publishable  ${sandbox.publishableKey}
Secret       ${sandbox.secretKey}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    if (stateFile !== undefined) {
      writeFileSync(stateFile, JSON.stringify(sandbox.state.export()));
    }
    void sandbox.stop().then(() => process.exit(0));
  });
}
