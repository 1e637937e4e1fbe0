/**
 * The checkout server as a process of its own: environment → options → listen. The same as `tender
 * serve` and `tender operator`.
 *
 *     npm run server                                   serves, everything under /checkout
 *     npm run server -- operator NAME --scope SCOPE    makes an operator's token; --scope may be repeated
 *
 * @module
 */
import { runTender } from './cli/run.ts';

const [command = 'serve', ...rest] = process.argv.slice(2);
process.exitCode = await runTender([command, ...rest]);
