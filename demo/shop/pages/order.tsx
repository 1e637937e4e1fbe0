import type { FC } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import type { OrderStatus, ShopOrder } from '../orders.ts';
import { Page, type PageProps } from './layout.tsx';

type Props = Omit<PageProps, 'title' | 'children'> & { order: ShopOrder };

const Elements: FC = () => <script type="module" src="/checkout/elements.js"></script>;

const Summary: FC<{ order: ShopOrder; language: string }> = ({ order, language }) => {
  const format = (amount: number): string => formatAmount(amount, order.currency, language);
  return (
    <aside class="summary" aria-label="Your order">
      <h2>Your order</h2>
      <dl class="totals">
        {order.items.map(({ name, quantity, amount }) => (
          <>
            <dt>{quantity > 1 ? `${quantity} × ${name}` : name}</dt>
            <dd>{format(amount)}</dd>
          </>
        ))}
        <dt>{`${order.shipping.label} delivery`}</dt>
        <dd>{format(order.shipping.amount)}</dd>
        <dt class="total">Total</dt>
        <dd class="total">{format(order.amount)}</dd>
      </dl>
    </aside>
  );
};

/** The checkout: two tags, one of them the script. */
export const PayPage: FC<Props & { token: string }> = ({ order, token, ...props }) => (
  <Page title="Checkout" {...props}>
    <h1>Checkout</h1>
    <div class="columns">
      <Summary order={order} language={props.preferences.language} />
      <section aria-label="Payment">
        <Elements />
        <tender-checkout
          order={token}
          return-url={`/orders/${order.id}/thanks`}
          theme={props.preferences.theme}
        ></tender-checkout>
      </section>
    </div>
  </Page>
);

export const ThanksPage: FC<Props> = ({ order, ...props }) => (
  <Page title="Your payment" {...props}>
    <Elements />
    <tender-status theme={props.preferences.theme}></tender-status>
    <p class="after">
      <a href={`/orders/${order.id}`}>See your order</a> or <a href="/">go on shopping</a>.
    </p>
  </Page>
);

const words: Record<OrderStatus, string> = {
  unpaid: 'Waiting for your payment',
  held: 'Authorized; you are charged when it ships',
  paid: 'Paid. We are packing it',
  canceled: 'Canceled. Nothing was charged',
  refunded: 'Refunded',
};

export const OrderPage: FC<Props> = ({ order, ...props }) => (
  <Page title={`Order ${order.id}`} {...props}>
    <h1>{`Order ${order.id}`}</h1>
    <p class="lead">{words[order.status]}</p>
    <Summary order={order} language={props.preferences.language} />
    {order.status === 'unpaid' && (
      <p>
        <a class="button" href={`/orders/${order.id}/pay`}>
          Pay now
        </a>
      </p>
    )}
  </Page>
);
