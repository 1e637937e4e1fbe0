/**
 * The pure core, without I/O and for any JavaScript runtime: money, payment methods, payment state.
 *
 * @module
 */
export { InvalidInputError, type InvalidInputCode } from './errors.ts';
export * from './money/index.ts';
export * from './methods/index.ts';
