#!/usr/bin/env node
/** The binary `tender`; in the sources, `npm run tender -- …`. */
import { runTender } from './run.ts';

process.exitCode = await runTender(process.argv.slice(2));
