import type { FC } from 'hono/jsx';
import { captureModes, type CaptureMode } from '../../server/methods/index.ts';
import { formatAmount } from '../../server/money/index.ts';
import type { ShopOrder } from '../shop/orders.ts';
import { places } from '../shop/places.ts';
import type { MethodsInWords, Purchase } from './methods.ts';
import type { TroubleView } from './troubles.ts';

/** What the panel can turn in the sandbox. */
export interface SandboxView {
  /** Of the account. */
  country: string;
  /** By its clock, milliseconds since 1970. */
  now: number;
  troubles: readonly TroubleView[];
}

interface Props {
  isOpen: boolean;
  purchase: Purchase;
  order: ShopOrder | undefined;
  /** Or why there are none. */
  methods: MethodsInWords | string;
  callbacksFail: boolean;
  /** Undefined with a Stripe account of one's own. */
  sandbox: SandboxView | undefined;
}

const modes: Record<CaptureMode, string> = {
  automatic: 'Charge at once',
  manual: 'Hold; hide what can’t be held',
  manual_if_supported: 'Hold what can be held, charge the rest at once',
};

/** For developers, so in English whatever the shop speaks. */
export const Panel: FC<Props> = (props) => (
  <aside class="panel" lang="en" dir="ltr" aria-label="Behind the counter">
    <link rel="stylesheet" href="/panel/panel.css" />
    <script type="module" src="/panel/panel.js"></script>
    <details open={props.isOpen}>
      <summary>Behind the counter</summary>
      <div class="panel-body">
        <Methods {...props} />
        <Happenings />
        <Capture {...props} />
        {props.sandbox && <Sandbox {...props.sandbox} callbacksFail={props.callbacksFail} />}
        <section>
          <h2>Elsewhere</h2>
          <ul>
            <li>
              <a href="/checkout/admin">Back office</a>
            </li>
            <li>
              <a href="/checkout/reference">The checkout’s HTTP API</a>
            </li>
            {props.sandbox && (
              <li>
                <a href="/sandbox">What the sandbox knows</a>
              </li>
            )}
          </ul>
          {props.sandbox && (
            <form method="post" action="/panel/forget">
              <button type="submit" class="quiet">
                Forget everything
              </button>
            </form>
          )}
        </section>
      </div>
    </details>
  </aside>
);

const Methods: FC<Props> = ({ methods, purchase: { country, currency, amount } }) => (
  <section>
    <h2>Payment methods</h2>
    {typeof methods === 'string' ? (
      <p role="alert">{methods}</p>
    ) : (
      <>
        <p>
          {formatAmount(amount, currency, 'en')} from {country}, to an account in {methods.account}:{' '}
          {methods.offered.length} offered, {methods.hidden.length} not.
        </p>
        <ul class="panel-offered" aria-label="Offered methods">
          {methods.offered.map(({ type, label, held }) => (
            <li data-method={type}>
              {label} <small>{held ? 'held' : 'charged at once'}</small>
            </li>
          ))}
        </ul>
        <details class="panel-more">
          <summary>Why not the others?</summary>
          <dl aria-label="Hidden methods">
            {methods.hidden.map(({ type, label, why }) => (
              <div data-method={type}>
                <dt>{label}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </details>
      </>
    )}
  </section>
);

/** Filled by the script. */
const Happenings: FC = () => (
  <section>
    <h2 id="panel-events">As it happens</h2>
    <ol class="panel-events" aria-labelledby="panel-events" tabindex={0}>
      <li class="panel-none">Nothing yet.</li>
    </ol>
  </section>
);

const Capture: FC<Props> = ({ purchase, order }) => (
  <section>
    <h2>Capture</h2>
    <form method="post" action="/panel/capture">
      {order && <input type="hidden" name="order" value={order.id} />}
      <label>
        When the money is taken
        <select name="capture">
          {captureModes.map((mode) => (
            <option value={mode} selected={mode === purchase.capture}>
              {modes[mode]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Set</button>
    </form>
  </section>
);

const jumps = [
  { seconds: 60, label: '1 minute' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 604_800, label: '1 week' },
];

const Sandbox: FC<SandboxView & Pick<Props, 'callbacksFail'>> = ({
  country,
  now,
  troubles,
  callbacksFail,
}) => (
  <section>
    <h2>Sandbox</h2>
    <form method="post" action="/panel/account">
      <label>
        The Stripe account’s country
        <select name="country">
          {places.map((place) => (
            <option value={place.country} selected={place.country === country}>
              {place.country}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Set</button>
    </form>
    <form method="post" action="/panel/clock">
      <fieldset>
        <legend>
          Clock: <time>{new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>
        </legend>
        <div class="panel-buttons">
          {jumps.map(({ seconds, label }) => (
            <button type="submit" name="seconds" value={String(seconds)}>
              + {label}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
    <form method="post" action="/panel/trouble">
      <fieldset>
        <legend>Trouble</legend>
        {troubles.map(({ name, label, isOn, strikes }) => (
          <label class="panel-check">
            <input type="checkbox" name="trouble" value={name} checked={isOn} />
            <span>
              {label} {strikes > 0 && <small>{`struck ${strikes}×`}</small>}
            </span>
          </label>
        ))}
        <label class="panel-check">
          <input type="checkbox" name="callbacks" value="fail" checked={callbacksFail} />
          <span>The shop’s callbacks fail</span>
        </label>
      </fieldset>
      <button type="submit">Set</button>
    </form>
  </section>
);
