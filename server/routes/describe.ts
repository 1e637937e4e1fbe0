/**
 * Documents routes: what they answer, from the schemas that the types come from.
 *
 * @module
 */
import { describeRoute, resolver } from 'hono-openapi';
import type * as v from 'valibot';
import { errorSchema } from '../contract.ts';
import type { Scope } from '../operators/scopes.ts';

export interface RouteDescription {
  tag: 'Checkout' | 'Back office' | 'Operation';
  summary: string;
  /** What a success brings; nothing where it has no body. */
  answer?: v.GenericSchema;
  /** Of a success's body, where that is no JSON. */
  type?: 'text/csv';
  /** Of a success. */
  status?: 200 | 201 | 202 | 204;
  /** What the operator must be allowed to do. */
  scope?: Scope;
}

export function describes({ tag, summary, answer, type, status = 200, scope }: RouteDescription) {
  return describeRoute({
    tags: [tag],
    summary,
    ...(scope === undefined
      ? {}
      : {
          description: `Needs the scope \`${scope}\`.`,
          security: [{ token: [] }, { session: [] }],
        }),
    responses: {
      [status]: {
        description: 'Done.',
        ...(answer && { content: { 'application/json': { schema: resolver(answer) } } }),
        ...(type && { content: { [type]: { schema: { type: 'string' } } } }),
      },
      '4XX': {
        description: 'Refused: `error.code` says why.',
        content: { 'application/json': { schema: resolver(errorSchema) } },
      },
      '5XX': {
        description: 'Failed on our side, or on Stripe’s.',
        content: { 'application/json': { schema: resolver(errorSchema) } },
      },
    },
  });
}
