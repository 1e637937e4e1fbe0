/**
 * What middleware leaves for the routes behind it.
 *
 * @module
 */
import type { Operator } from '../operators/scopes.ts';

export interface Environment {
  Variables: {
    requestId: string;
    /** The error's code, where the request ends in one. */
    errorCode?: string;
    /** Who asks, behind `identifyOperator`. */
    operator: Operator;
  };
}
