/**
 * Which methods the shop offers, in what order, and from which amount to which.
 *
 * @module
 */
import { CheckoutError } from '../checkout-error.ts';
import type { Context } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import { assertSelection } from '../methods/context.ts';
import { unavailability } from '../methods/explain.ts';
import { expressButtons } from '../methods/express.ts';
import { paymentMethods, type PaymentMethod, type ShopSelection } from '../methods/index.ts';
import { recordAudit } from '../operators/audit.ts';
import { transaction } from '../store/commit.ts';
import type { Store } from '../store/store.ts';
import type { Account, AccountFacts } from './account.ts';
import type { MethodSetting, MethodsRequest, MethodsView } from './admin-contract.ts';
import { changeSetting, readSetting, readVersioned } from './setting.ts';

/** A `ShopSelection`. */
const SETTING = 'shop.methods';

/** The operator's choice; what he has not decided here is as he decided it in Stripe's dashboard. */
export async function shopSelection(
  store: Store,
  { switchedOff }: AccountFacts,
): Promise<ShopSelection> {
  const chosen = (await readSetting<ShopSelection>(store, SETTING)) ?? {};
  const off = switchedOff
    .filter((type) => paymentMethods.has(type))
    .map((type) => [type, { enabled: false }] as const);
  return { ...chosen, methods: { ...Object.fromEntries(off), ...chosen.methods } };
}

/** Every method and every wallet's button, with what is decided about it. */
export async function methodsView({ store }: Context, account: Account): Promise<MethodsView> {
  const facts = await account.facts();
  const { content: chosen = {}, version } = await readVersioned<ShopSelection>(store, SETTING);
  const place = new Map(chosen.order?.map((type, index) => [type, index]));
  const last = place.size;
  const methods = settingsOf(chosen, facts).sort(
    (a, b) => (place.get(a.type) ?? last) - (place.get(b.type) ?? last),
  );
  return {
    version,
    methods,
    order: [...(chosen.order ?? [])],
    manualHides: hiddenByManual(methods).map(({ type }) => type),
  };
}

/**
 * @throws {@link CheckoutError} `invalid_request` naming the field, `settings_changed`.
 */
export async function changeMethods(
  { store, now }: Context,
  { version, order, methods }: MethodsRequest,
  actor: string,
): Promise<void> {
  const chosen = { order, methods } as ShopSelection;
  try {
    assertSelection(chosen);
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    const issues = [{ field: cause.field.replace(/^shop\./, ''), problem: cause.message }];
    throw new CheckoutError('invalid_request', { cause, extra: { issues } });
  }
  const at = now();
  await transaction(store.db, 'operator-setting', async (trx) => {
    await changeSetting(trx, SETTING, chosen, { version, now: at });
    const detail = { order, methods };
    await recordAudit(trx, { actor, action: 'methods_changed', detail }, at);
  });
}

/** Those that are offered now, and could not be held. */
export const hiddenByManual = (methods: readonly MethodSetting[]): MethodSetting[] =>
  methods.filter(
    ({ enabled, canHold, unavailable, missingCapability }) =>
      enabled && !canHold && unavailable === null && missingCapability === null,
  );

function settingsOf(chosen: ShopSelection, facts: AccountFacts): MethodSetting[] {
  const off = new Set(facts.switchedOff);
  const setting = (
    type: string,
    own: Pick<MethodSetting, 'label' | 'kind'>,
    method: PaymentMethod,
  ): MethodSetting => {
    const { enabled, limits = {} } = chosen.methods?.[type] ?? {};
    const byDashboard = own.kind === 'method' && off.has(type);
    return {
      type,
      ...own,
      family: method.family,
      enabled: enabled ?? !byDashboard,
      decidedBy: enabled !== undefined ? 'shop' : byDashboard ? 'dashboard' : 'default',
      limits: limits,
      canHold: method.hold !== undefined,
      missingCapability: missing(method, facts),
      unavailable: unavailability(method) ?? null,
    };
  };
  const listed = [...paymentMethods.values()].map((method) =>
    setting(method.type, { label: method.label, kind: 'method' }, method),
  );
  const buttons = expressButtons().map(({ type, label, method }) =>
    setting(type, { label, kind: 'express' }, method),
  );
  // Link, PayPal, Klarna and Amazon Pay are both: one switch is for both.
  return [...listed, ...buttons.filter(({ type }) => !paymentMethods.has(type))];
}

function missing({ capabilities }: PaymentMethod, facts: AccountFacts): string | null {
  const [first] = capabilities;
  const active = capabilities.some((name) => facts.capabilities[name] === 'active');
  return first === undefined || active ? null : first;
}
