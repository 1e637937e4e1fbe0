/** Random purchases for property tests and the bench. */
import fc from 'fast-check';
import {
  captureModes,
  paymentMethods,
  type Country,
  type EligibilityContext,
} from '../../server/methods/index.ts';
import { express } from '../../server/methods/catalogue/express.ts';
import { currencies, currencyRules } from '../../server/money/index.ts';

/** Every type that an operator can choose: methods and express buttons. */
export const methodTypes = [...new Set([...paymentMethods.keys(), ...express.keys()])];

const markets = [...paymentMethods.values()].flatMap((method) => method.markets);
const accounts = [...new Set(markets.flatMap((market) => [...(market.accounts ?? [])]))];
const shoppers = [...new Set(markets.flatMap((market) => [...(market.shoppers ?? [])]))];
const local = [...new Set(markets.flatMap((market) => [...(market.currencies ?? [])]))];
const capabilities = [...paymentMethods.values()].flatMap((method) => method.capabilities);

const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Contexts in which something is at stake: mostly countries and currencies that methods name. */
export const contexts: fc.Arbitrary<EligibilityContext> = fc
  .record({
    accountCountry: fc.constantFrom(...accounts),
    customerCountry: fc.oneof(
      fc.constantFrom<Country | undefined>(...shoppers),
      fc.constantFrom<Country | undefined>('IN', 'CN', 'ZA', undefined),
    ),
    currency: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...local) },
      fc.constantFrom(...currencies),
    ),
    steps: fc.oneof(
      fc.nat(100_000),
      fc.nat(100),
      fc.maxSafeNat().map((n) => n % 10 ** 13),
    ),
    capture: fc.constantFrom(...captureModes),
    customerType: fc.constantFrom('consumer', 'business', undefined),
    saving: fc.constantFrom(false, undefined, true),
    capabilities: optional(
      fc.dictionary(
        fc.constantFrom(...capabilities),
        fc.constantFrom('active', 'inactive', 'pending'),
        { noNullPrototype: true },
      ),
    ),
    shop: optional(
      fc.record(
        {
          methods: fc.dictionary(
            fc.constantFrom(...methodTypes),
            fc.record({ enabled: fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
            { noNullPrototype: true },
          ),
          order: fc.shuffledSubarray(methodTypes, { maxLength: 5 }),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
  })
  .map(({ steps, ...context }) => ({
    ...context,
    amount: steps * currencyRules(context.currency).chargeStep,
  }));
