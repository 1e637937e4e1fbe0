/** `/sandbox`: what stands in for Stripe's dashboard. Payments, webhooks and calls, newest first. */
import { html } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Stripe } from 'stripe';
import { formatAmount, isCurrency } from '../../server/money/index.ts';
import { sandboxKeys } from '../sandbox-account.ts';
import type { SandboxApp } from '../sandbox/app.ts';

const MOST = 20;

interface Row {
  /** Stripe's name for it. */
  name: string;
  status: string;
  detail: string;
}

const amountOf = ({ amount, currency }: Stripe.PaymentIntent): string =>
  isCurrency(currency) ? formatAmount(amount, currency, 'en') : `${amount} ${currency}`;

async function paymentsIn({ app }: SandboxApp): Promise<Row[]> {
  const response = await app.request(`/v1/payment_intents?limit=${MOST}`, {
    headers: { Authorization: `Bearer ${sandboxKeys.secretKey}` },
  });
  const { data } = (await response.json()) as { data: Stripe.PaymentIntent[] };
  return data.map((intent) => ({
    name: intent.id,
    status: intent.status,
    detail: `${amountOf(intent)} · order ${intent.metadata.tender_order ?? '–'}`,
  }));
}

function webhooksIn({ accounts, webhooks }: SandboxApp): Row[] {
  const all = [...accounts.all()].flatMap((account) => [...webhooks.deliveries(account)]);
  return all.slice(0, MOST).map(({ event, type, status, attempts }) => ({
    name: type,
    status,
    detail: `${event} · ${attempts.length} ${attempts.length === 1 ? 'attempt' : 'attempts'}`,
  }));
}

const callsIn = ({ calls }: SandboxApp): Row[] =>
  calls
    .list()
    .slice(-MOST)
    .reverse()
    .map(({ method, path, status, requestId }) => ({
      name: `${method} ${path}`,
      status: String(status ?? 'broken off'),
      detail: requestId,
    }));

const Table: FC<{ heading: string; rows: Row[] }> = ({ heading, rows }) => (
  <section>
    <h2>{heading}</h2>
    {rows.length === 0 ? (
      <p class="muted">None yet.</p>
    ) : (
      <ul class="records" role="list">
        {rows.map(({ name, status, detail }) => (
          <li>
            <code>{name}</code> <b>{status}</b>
            <br />
            <span class="muted">{detail}</span>
          </li>
        ))}
      </ul>
    )}
  </section>
);

export async function sandboxPage(sandbox: SandboxApp) {
  const payments = await paymentsIn(sandbox);
  return (
    <>
      {html`<!doctype html>`}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>Sandbox · Alder & Dusk</title>
          <link rel="icon" href="/shop/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/shop/shop.css" />
        </head>
        <body>
          <main>
            <h1>Sandbox</h1>
            <p class="lead">
              It plays Stripe for this shop. <a href="/_sandbox/state">All it knows, as JSON.</a>{' '}
              <a href="/">Back to the shop.</a>
            </p>
            <Table heading="PaymentIntents" rows={payments} />
            <Table heading="Webhooks" rows={webhooksIn(sandbox)} />
            <Table heading="Calls" rows={callsIn(sandbox)} />
          </main>
        </body>
      </html>
    </>
  );
}
