/**
 * JSON Schemas (draft-07) of what Stripe's API answers and of the events it sends, derived from the
 * types of the installed SDKs.
 *
 * They are stricter than the types: no property beyond those declared (`additionalProperties: false`),
 * integers, and enums closed to the values of this API version (marked `x-open-enum`, since the SDK
 * itself allows for more).
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {
  has,
  indexedType,
  isDecimal,
  isOtherString,
  loadStripeTypes,
  membersOf,
  propertiesOf,
  qualifiedName,
  sandboxObjects,
  stripeVersion,
} from './stripe-types.ts';

export type Schema = Record<string, unknown>;

export interface StripeSchemas {
  /** Object name (`PaymentIntent`) → name of its definition. */
  objects: Record<string, string>;
  /** Event type (`payment_intent.succeeded`) → name of its definition. */
  events: Record<string, string>;
  /** Tag of an object (`payment_intent`) → name of the definition of what a page sees of it. */
  pageViews: Record<string, string>;
  definitions: Record<string, Schema>;
}

/** What tests can name. Whatever these contain or expand to comes along by itself. */
const objects = [
  ...sandboxObjects,
  'DeletedCustomer',
  'DeletedWebhookEndpoint',
  'FundingInstructions',
  'Review',
] as const;

/**
 * Pages see less of these: what Stripe.js declares, and what the browser gets besides. With the
 * elements that are mounted Stripe.js looks at the latter, so they are on the wire, undeclared.
 */
const pageViews = {
  payment_intent: {
    type: 'PaymentIntent',
    undeclared: [
      'allowed_payment_method_types',
      'amount_details',
      'automatic_payment_methods',
      'excluded_payment_method_types',
      'payment_method_configuration_details',
      'processing',
      'source',
    ],
  },
  setup_intent: {
    type: 'SetupIntent',
    undeclared: [
      'allowed_payment_method_types',
      'automatic_payment_methods',
      'excluded_payment_method_types',
      'payment_method_configuration_details',
    ],
  },
} as const;

/** The types only say `number`. All of Stripe's are integers, money above all, but for these. */
const fractions = new Set([
  'conversion_rate',
  'effective_percentage',
  'exchange_rate',
  'fx_rate',
  'percent_off',
  'percentage',
  'percentage_decimal',
]);

interface WholeObject {
  properties: Record<string, Schema>;
  required: string[];
}

export type StripeObjectName = (typeof objects)[number];

/** Builds the schemas anew: about three seconds. */
export function generateStripeSchemas(): StripeSchemas {
  const { checker, named, ofPage } = loadStripeTypes(
    [...objects, 'Event'],
    Object.values(pageViews).map(({ type }) => type),
  );
  const definitions: Record<string, Schema> = {};
  const names = new Map<ts.Type, string>();

  const freeName = (type: ts.Type): string => {
    const base = (qualifiedName(checker, type) ?? 'Anonymous').replace(/[^\w.]/g, '_');
    let name = base;
    for (let n = 2; name in definitions; n++) name = `${base}_${n}`;
    return name;
  };

  function define(type: ts.Type): string {
    const known = names.get(type);
    if (known !== undefined) return known;
    const name = freeName(type);
    names.set(type, name);
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    // Registered before its properties are visited: Stripe's objects refer to each other in circles.
    definitions[name] = { type: 'object' };
    for (const property of propertiesOf(checker, type)) {
      properties[property.name] = schemaOf(property.type, fractions.has(property.name));
      if (!property.optional) required.push(property.name);
    }
    const values = indexedType(checker, type);
    definitions[name] = {
      type: 'object',
      properties,
      required,
      additionalProperties: values ? schemaOf(values) : false,
    };
    return name;
  }

  function unionOf(type: ts.UnionType, fractional: boolean): Schema {
    const members = type.types.filter((member) => !has(member, ts.TypeFlags.Undefined));
    const literals = members.filter((m) => m.isStringLiteral() || m.isNumberLiteral());
    const open = literals.length > 0 && members.some(isOtherString);
    const booleans = members.filter((member) => has(member, ts.TypeFlags.BooleanLiteral));
    const rest = members.filter(
      (m) => !literals.some((l) => l === m) && !booleans.includes(m) && !(open && isOtherString(m)),
    );
    const alternatives: Schema[] = [];
    if (literals.length > 0) {
      const values = literals.map((literal) => literal.value);
      alternatives.push({ enum: values, ...(open && { 'x-open-enum': true }) });
    }
    if (booleans.length === 2) alternatives.push({ type: 'boolean' });
    else alternatives.push(...booleans.map((member) => schemaOf(member)));
    alternatives.push(...rest.map((member) => schemaOf(member, fractional)));
    return alternatives.length === 1 && alternatives[0] ? alternatives[0] : { anyOf: alternatives };
  }

  function schemaOf(type: ts.Type, fractional = false): Schema {
    if (isDecimal(type)) return { type: 'string', pattern: String.raw`^-?\d+(\.\d+)?$` };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (has(type, ts.TypeFlags.BooleanLiteral)) {
      return { const: checker.typeToString(type) === 'true' };
    }
    if (type.isUnion()) return unionOf(type, fractional);
    if (isOtherString(type) || has(type, ts.TypeFlags.String)) return { type: 'string' };
    if (has(type, ts.TypeFlags.Number)) return { type: fractional ? 'number' : 'integer' };
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' };
    if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    // `deleted?: void` says that the property must not be there.
    if (has(type, ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never))
      return { not: {} };
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? schemaOf(item) : {} };
    }
    if (has(type, ts.TypeFlags.Object | ts.TypeFlags.Intersection)) {
      return { $ref: `#/definitions/${define(type)}` };
    }
    throw new Error(`no schema for the type ${checker.typeToString(type)}`);
  }

  const rootOf = (name: string): ts.Type => {
    const type = named.get(name);
    if (!type) throw new Error(`Stripe.${name} was not loaded`);
    return type;
  };
  /** What a page sees is of the same types as for a server. */
  function defineView({ type, undeclared }: (typeof pageViews)[keyof typeof pageViews]): string {
    const whole = definitions[define(rootOf(type))] as WholeObject | undefined;
    const declared = ofPage.get(type);
    if (!whole || !declared) throw new Error(`${type} was not loaded`);
    const names = new Set<string>(undeclared);
    for (const { name } of propertiesOf(checker, declared)) names.add(name);
    const view = `${type}.OnPage`;
    definitions[view] = {
      ...whole,
      properties: Object.fromEntries(
        Object.entries(whole.properties).filter(([name]) => names.has(name)),
      ),
      required: whole.required.filter((name) => names.has(name)),
    };
    return view;
  }
  const discriminator = (event: ts.Type): string | undefined => {
    const type = propertiesOf(checker, event).find((property) => property.name === 'type')?.type;
    return type?.isStringLiteral() ? type.value : undefined;
  };
  return {
    pageViews: Object.fromEntries(
      Object.entries(pageViews).map(([tag, view]) => [tag, defineView(view)]),
    ),
    objects: Object.fromEntries(objects.map((name) => [name, define(rootOf(name))])),
    events: Object.fromEntries(
      membersOf(rootOf('Event')).flatMap((event) => {
        const type = discriminator(event);
        return type === undefined ? [] : [[type, define(event)]];
      }),
    ),
    definitions,
  };
}

/** The schemas from `node_modules/.cache`, built when the SDK or the generator has changed. */
export function stripeSchemas(): StripeSchemas {
  const generator = createHash('sha256');
  for (const file of ['stripe-types.ts', 'stripe-schemas.ts']) {
    generator.update(fs.readFileSync(path.join(import.meta.dirname, file)));
  }
  const cache = path.resolve(
    import.meta.dirname,
    '../node_modules/.cache/tender',
    `stripe-${stripeVersion}-${generator.digest('hex').slice(0, 12)}.json`,
  );
  if (fs.existsSync(cache)) return JSON.parse(fs.readFileSync(cache, 'utf8')) as StripeSchemas;

  const schemas = generateStripeSchemas();
  fs.mkdirSync(path.dirname(cache), { recursive: true });
  // Test files run side by side: each writes its own file and renames it, so none reads half of one.
  const mine = `${cache}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify(schemas));
  fs.renameSync(mine, cache);
  return schemas;
}
