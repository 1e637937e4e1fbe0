import type { FC, PropsWithChildren } from 'hono/jsx';
import { formatAmount } from '../../../server/money/index.ts';
import type { ShopOrder } from '../orders.ts';
import type { ShippingRate } from '../shipping.ts';
import { Page, textsFor, type Visit } from './layout.tsx';

type Props = Visit & { order: ShopOrder };

const Elements: FC = () => <script type="module" src="/checkout/elements.js"></script>;

const Summary: FC<PropsWithChildren<Props>> = ({ order, children, ...visit }) => {
  const words = textsFor(visit);
  const { language } = visit.preferences;
  const format = (amount: number): string => formatAmount(amount, order.currency, language);
  return (
    <aside class="summary" aria-label={words.yourOrder}>
      <h2>{words.yourOrder}</h2>
      <dl class="totals">
        {order.items.map(({ product, quantity, amount }) => (
          <>
            <dt>
              {quantity > 1 ? `${quantity} × ` : ''}
              {words.products[product].name}
            </dt>
            <dd>{format(amount)}</dd>
          </>
        ))}
        <dt>{words.rates[order.shipping.id]}</dt>
        <dd>{format(order.shipping.amount)}</dd>
        <dt class="total">{words.total}</dt>
        <dd class="total">{format(order.amount)}</dd>
        {order.charged > 0 && order.charged !== order.amount && (
          <>
            <dt>{words.charged}</dt>
            <dd>{format(order.charged)}</dd>
          </>
        )}
        {order.returned > 0 && (
          <>
            <dt>{words.returned}</dt>
            <dd>{format(order.returned)}</dd>
          </>
        )}
      </dl>
      {children}
    </aside>
  );
};

/** The ways to have it delivered; another one is another price. */
const DeliveryForm: FC<Props & { rates: readonly ShippingRate[] }> = ({
  order,
  rates,
  ...visit
}) => {
  const words = textsFor(visit);
  const { language } = visit.preferences;
  return (
    <form method="post" action={`/orders/${order.id}/delivery`} class="delivery">
      <fieldset>
        <legend>{words.delivery}</legend>
        {rates.map(({ id, days, amount }) => (
          <label>
            <input type="radio" name="rate" value={id} checked={id === order.shipping.id} />
            <span>
              {words.rates[id]}
              <small class="muted">{words.days(...days)}</small>
            </span>
            <span class="amount">{formatAmount(amount, order.currency, language)}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" class="quiet">
        {words.change}
      </button>
    </form>
  );
};

/** The checkout: two tags, one of them the script. A hint has slow phones ask for all at once. */
export const PayPage: FC<Props & { token: string; rates: readonly ShippingRate[] }> = ({
  order,
  token,
  rates,
  ...visit
}) => {
  const words = textsFor(visit);
  const { theme } = visit.preferences;
  return (
    <Page title={words.checkout} {...visit}>
      <h1>{words.checkout}</h1>
      <div class="columns">
        <Summary order={order} {...visit}>
          {order.status === 'unpaid' && rates.length > 1 && (
            <DeliveryForm order={order} rates={rates} {...visit} />
          )}
        </Summary>
        <section aria-label={words.payment}>
          <link
            rel="preload"
            as="fetch"
            crossorigin="anonymous"
            href={`/checkout/orders/${token}`}
          />
          <Elements />
          <tender-checkout
            order={token}
            return-url={`/orders/${order.id}/thanks`}
            theme={theme}
          ></tender-checkout>
        </section>
      </div>
    </Page>
  );
};

export const ThanksPage: FC<Props> = ({ order, ...visit }) => {
  const words = textsFor(visit);
  const { theme } = visit.preferences;
  return (
    <Page title={words.yourPayment} {...visit}>
      <h1 class="visually-hidden">{words.yourPayment}</h1>
      <Elements />
      <tender-status theme={theme} checkout-url={`/orders/${order.id}/pay`}></tender-status>
      <p class="after">
        <a href={`/orders/${order.id}`}>{words.seeOrder}</a>
        <a href="/">{words.goOn}</a>
      </p>
    </Page>
  );
};

export const OrderPage: FC<Props> = ({ order, ...visit }) => {
  const words = textsFor(visit);
  return (
    <Page title={words.order(order.id)} {...visit}>
      <h1 class="order-title">{words.order(order.id)}</h1>
      <p class={`lead state ${order.status}`}>{words[order.status]}</p>
      <Summary order={order} {...visit} />
      {order.status === 'unpaid' && (
        <p class="after-summary">
          <a class="button" href={`/orders/${order.id}/pay`}>
            {words.payNow}
          </a>
        </p>
      )}
    </Page>
  );
};
