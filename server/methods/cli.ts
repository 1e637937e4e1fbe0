/**
 * `npm run methods`: what a shopper would be offered, and why the rest stays hidden.
 *
 *     npm run methods -- --account DE --country BE --currency eur --amount 4200 --capture manual
 */
import { parseArgs } from 'node:util';
import { InvalidInputError } from '../errors.ts';
import { formatAmount } from '../money/index.ts';
import {
  captureModes,
  eligibleExpress,
  eligibleMethods,
  explain,
  hold,
  paymentMethods,
  type EligibilityContext,
  type HiddenMethod,
} from './index.ts';

const USAGE = `usage: npm run methods -- --account <country> --currency <currency> --amount <number>

  --account       country of the Stripe account, such as DE
  --currency      three letters, such as eur
  --amount        in minor units, such as 4200 for 42.00 EUR
  --country       country of the shopper, such as BE; left out: not known
  --capture       ${captureModes.join(' | ')}; left out: automatic
  --customer      consumer | business; left out: consumer
  --saving        the method is to be stored for later payments
  --capabilities  the account's active ones, such as card_payments,ideal_payments; left out: all
  --disable       methods that the shop switched off, such as klarna,paypal
  --order         methods to show first, such as ideal,card
  --json          {"offered": [type, …], "hidden": [{"type", "reasons"}, …]}
  --help          this text
`;

/** The flag behind a field of the context, where the names differ. */
const FLAGS: Record<string, string> = {
  accountCountry: '--account',
  customerCountry: '--country',
  customerType: '--customer',
  'shop.methods': '--disable',
  'shop.order': '--order',
};

const KNOWN_CAPABILITIES = new Set(
  [...paymentMethods.values()].flatMap(({ capabilities }) => capabilities),
);

function read(): { context: EligibilityContext; json: boolean } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      account: text,
      country: text,
      currency: text,
      amount: text,
      capture: { ...text, default: 'automatic' },
      customer: { ...text, default: 'consumer' },
      saving: { ...flag, default: false },
      capabilities: text,
      disable: text,
      order: text,
      json: { ...flag, default: false },
      help: { ...flag, default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const disabled = words(values.disable).map((type) => [type, { enabled: false }]);
  const active = words(values.capabilities).map((name) => {
    if (!KNOWN_CAPABILITIES.has(name)) {
      const expected = 'capabilities of an account, such as card_payments';
      throw new InvalidInputError('invalid_context', 'capabilities', name, expected);
    }
    return [name, 'active'];
  });
  return {
    json: values.json,
    // Checked by eligibleMethods, which names what is wrong.
    context: {
      accountCountry: values.account?.toUpperCase(),
      customerCountry: values.country?.toUpperCase(),
      currency: values.currency?.toLowerCase(),
      amount: /^\d+$/.test(values.amount ?? '') ? Number(values.amount) : values.amount,
      capture: values.capture,
      customerType: values.customer,
      saving: values.saving,
      shop: { methods: Object.fromEntries(disabled) as object, order: words(values.order) },
      ...(values.capabilities !== undefined && {
        capabilities: Object.fromEntries(active) as object,
      }),
    } as EligibilityContext,
  };
}

function words(list = ''): string[] {
  return list.split(',').filter(Boolean);
}

function report(context: EligibilityContext): string {
  const { accountCountry, customerCountry = 'an unknown country', currency, amount } = context;
  const { offered, hidden } = eligibleMethods(context);
  const buttons = eligibleExpress(context);
  return [
    `${formatAmount(amount, currency, 'en')}, account in ${accountCountry}, ` +
      `shopper in ${customerCountry}, capture ${context.capture}\n`,
    section(
      'Offered',
      offered.map(({ type, label, capture, settlement }) => [
        type,
        label,
        capture === 'manual' ? held(type, context) : 'captured at once',
        settlement === 'delayed' ? 'confirmed later' : '',
      ]),
    ),
    section(
      'Express buttons',
      buttons.offered.map(({ type, label }) => [type, label]),
    ),
    section(
      'Hidden',
      hidden.map((method) => [method.type, why(method, context)]),
    ),
    section(
      'Hidden express buttons',
      buttons.hidden.map((button) => [button.type, why(button, context)]),
    ),
  ].join('');
}

/** What no shop can offer needs no further reason. */
function why({ type, reasons }: HiddenMethod, context: EligibilityContext): string {
  const [telling] = reasons.filter((reason) => reason === 'not_offerable');
  return (telling ? [telling] : reasons).map((reason) => explain(type, reason, context)).join('; ');
}

function held(type: string, context: EligibilityContext): string {
  const { days } = hold(type, context) ?? {};
  return days === undefined ? 'held' : `held for ${days} days`;
}

function section(title: string, rows: string[][]): string {
  if (rows.length === 0) return '';
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) =>
    ['', ...row.map((cell, column) => cell.padEnd(width(column)))].join('  ').trimEnd(),
  );
  return `\n${title}: ${rows.length}\n${lines.join('\n')}\n`;
}

try {
  const { context, json } = read();
  if (json) {
    const { offered, hidden } = eligibleMethods(context);
    console.log(JSON.stringify({ offered: offered.map(({ type }) => type), hidden }));
  } else {
    process.stdout.write(report(context));
  }
} catch (error) {
  process.stderr.write(`${complaint(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}

/** What is wrong with the arguments; anything else is our fault and goes on as it is. */
function complaint(error: unknown): string {
  if (error instanceof InvalidInputError) {
    const field = error.field.replace(/\[\d+\]$/, '');
    return error.message.replace(error.field, FLAGS[field] ?? `--${field}`);
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof TypeError && code.startsWith('ERR_PARSE_ARGS_')) return error.message;
  throw error;
}
