/**
 * `/admin/settings/{credentials,webhook,domains}`, `/admin/health`: the shop's account at Stripe, and
 * what is wrong with it.
 *
 * @module
 */
import { Hono } from 'hono';
import type { Configuration } from '../../configuration.ts';
import type { Environment } from '../../middleware/environment.ts';
import { requires } from '../../middleware/operator.ts';
import {
  credentialCheckRequestSchema,
  credentialCheckSchema,
  credentialsRequestSchema,
  credentialsSchema,
  diagnosisQuerySchema,
  diagnosisSchema,
  domainsDoneSchema,
  domainsRequestSchema,
  domainsSchema,
  webhookDoneSchema,
  webhookRequestSchema,
  webhookSchema,
} from '../../settings/admin-contract.ts';
import { describes, type RouteDescription } from '../describe.ts';
import { takesJson, takesQuery } from '../input.ts';

const views = (summary: string, answer: RouteDescription['answer'] & object) =>
  describes({ tag: 'Back office', summary, answer, scope: 'view' });
const configures = (summary: string, answer: RouteDescription['answer'] & object) =>
  describes({ tag: 'Back office', summary, answer, scope: 'configure' });

export function stripeRoutes({
  credentials,
  webhook,
  domains,
  diagnose,
}: Configuration): Hono<Environment> {
  const routes = new Hono<Environment>();
  const mayView = requires('view');
  const mayConfigure = requires('configure');

  routes.get(
    '/settings/credentials',
    mayConfigure,
    configures('The keys, masked, and what Stripe said to them', credentialsSchema),
    async (c) => c.json(await credentials.view()),
  );
  routes.put(
    '/settings/credentials',
    mayConfigure,
    configures('Enter keys, which Stripe is asked about first', credentialsSchema),
    takesJson(credentialsRequestSchema),
    async (c) => c.json(await credentials.change(c.req.valid('json'), c.get('operator').actor)),
  );
  routes.post(
    '/settings/credentials/check',
    mayConfigure,
    configures('Ask Stripe about keys, and change nothing', credentialCheckSchema),
    takesJson(credentialCheckRequestSchema),
    async (c) => c.json(await credentials.check(c.req.valid('json'))),
  );

  routes.get(
    '/settings/webhook',
    mayView,
    views('How the webhook endpoint stands', webhookSchema),
    async (c) => c.json(await webhook.inspect()),
  );
  routes.post(
    '/settings/webhook',
    mayConfigure,
    configures('Make the webhook endpoint, repair it, or replace it', webhookDoneSchema),
    takesJson(webhookRequestSchema),
    async (c) => {
      const { actor } = c.get('operator');
      return c.json(await webhook.generate({ actor, ...c.req.valid('json') }));
    },
  );

  routes.get(
    '/settings/domains',
    mayView,
    views('The wallets’ status on each host', domainsSchema),
    async (c) => c.json(await domains.inspect()),
  );
  routes.post(
    '/settings/domains',
    mayConfigure,
    configures('Register hosts for wallets, and look at them again', domainsDoneSchema),
    takesJson(domainsRequestSchema),
    async (c) => {
      const { actor } = c.get('operator');
      return c.json(await domains.register({ actor, ...c.req.valid('json') }));
    },
  );

  routes.get(
    '/health',
    mayView,
    views('What is wrong, and how it is mended', diagnosisSchema),
    takesQuery(diagnosisQuerySchema),
    async (c) => c.json(await diagnose({ fresh: c.req.valid('query').fresh === 'true' })),
  );
  return routes;
}
