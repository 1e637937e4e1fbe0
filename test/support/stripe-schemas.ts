/**
 * Holds what the sandbox answers and sends against the schemas of Stripe's API.
 * Every response and every event that a sandbox test sees goes through here.
 */
import assert from 'node:assert/strict';
import {
  Ajv,
  type ErrorObject,
  type FuncKeywordDefinition,
  type SchemaValidateFunction,
} from 'ajv';
import { type Schema, type StripeObjectName, stripeSchemas } from '../../tools/stripe-schemas.ts';

const { objects, events, pageViews, definitions } = stripeSchemas();

/** Codes that Stripe answers with, and that the SDK's list lacks. */
const undeclaredCodes = {
  invalid_bank_account_iban: 'an IBAN with a wrong check sum',
  payment_method_types_no_longer_supported: 'new in 2026-09-30.endive, named by its changelog',
  sepa_debit_bank_not_supported: 'named by docs.stripe.com/testing',
  sepa_debit_debits_not_supported: 'named by docs.stripe.com/testing',
} as const;

/**
 * A `$ref` that is compiled when data first reaches it. A PaymentIntent leads, by way of what can be
 * expanded, to most of Stripe's API: compiled in one go it takes over a second, this way no more than
 * the objects that are there.
 */
const lazyRef: FuncKeywordDefinition = {
  keyword: 'lazyRef',
  schemaType: 'string',
  errors: 'full',
  validate: function validateRef(name: string, data: unknown, _parent, context) {
    const validate = ajv.getSchema(name);
    if (!validate) throw new Error(`no schema is called ${name}`);
    const valid = validate(data, context) as boolean;
    (validateRef as SchemaValidateFunction).errors = validate.errors ?? [];
    return valid;
  } satisfies SchemaValidateFunction,
};

const ajv = new Ajv({ allErrors: true, strict: false, keywords: [lazyRef] });
for (const [name, schema] of Object.entries({ ...definitions, ...envelopes() })) {
  ajv.addSchema(lazily(schema), name);
}

function lazily(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/definitions/', '"lazyRef":"'),
  ) as Schema;
}

/**
 * What stands around objects. The SDK's types have no error as it comes over the wire, but the one that
 * an intent remembers is the same.
 */
function envelopes(): Record<string, Schema> {
  const page = {
    has_more: { type: 'boolean' },
    url: { type: 'string', pattern: '^/v1/' },
    data: { type: 'array' },
  };
  const strict = (properties: Record<string, Schema>): Schema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  const error = (intents: Record<string, Schema> = {}): Schema => {
    const { properties, ...rest } = definitions['PaymentIntent.LastPaymentError'] as {
      properties: Record<string, Schema>;
    };
    const code = properties.code as { enum: string[] };
    return strict({
      error: {
        ...rest,
        properties: {
          ...properties,
          ...intents,
          code: { enum: [...code.enum, ...Object.keys(undeclaredCodes)] },
        },
        required: ['type', 'message'],
      },
    });
  };
  return {
    list: strict({ object: { const: 'list' }, ...page }),
    search_result: strict({
      object: { const: 'search_result' },
      ...page,
      next_page: { type: ['string', 'null'] },
    }),
    ErrorAnswer: error(),
    'ErrorAnswer.OnPage': error(
      Object.fromEntries(
        Object.entries(pageViews).map(([tag, name]) => [tag, { $ref: `#/definitions/${name}` }]),
      ),
    ),
  };
}

const depth = (error: ErrorObject): number => error.instancePath.split('/').length;

/** The deepest complaints first: those above them only say that no alternative of a union fits. */
function describe(errors: ErrorObject[]): string {
  return errors
    .toSorted((a, b) => depth(b) - depth(a))
    .slice(0, 12)
    .map(({ instancePath, message, params }) => {
      const details = Object.values(params).filter((value) => typeof value !== 'object');
      return `  ${instancePath || '/'} ${message ?? ''} ${details.join(' ')}`;
    })
    .join('\n');
}

/**
 * A part of an object, by the name of its type in the SDK: `PaymentIntent.NextAction`.
 * @throws AssertionError
 */
export function assertStripePart(name: string, json: unknown): void {
  assertDefinition(name, name, json);
}

function assertDefinition(what: string, definition: string, json: unknown): void {
  const validate = ajv.getSchema(definition);
  assert.ok(validate, `no schema is called ${definition}`);
  if (validate(json)) return;
  assert.fail(`not a valid ${what}:\n${describe(validate.errors ?? [])}`);
}

/** @throws AssertionError when `json` is not what Stripe would answer for this object. */
export function assertStripeObject(name: StripeObjectName, json: unknown): void {
  const definition = objects[name];
  assert.ok(definition, `the generator knows no object ${name}`);
  assertDefinition(name, definition, json);
}

/** Object tags (`payment_intent`) → definition. A deleted object shares its tag with the live one. */
const byTag = Map.groupBy(Object.values(objects), (definition) => {
  const properties = definitions[definition]?.properties as Record<string, { const?: string }>;
  return properties.object?.const;
});

/**
 * Judges any body of the API by what it says it is: an object, a page of them, or an error.
 * @param onPage whether a page gets it, with a publishable key: of an intent that is less
 * @throws AssertionError
 */
export function assertStripeAnswer(json: unknown, onPage = false): void {
  const body = json as Record<string, unknown>;
  const tag = String(body.object);
  if (body.error !== undefined) {
    assertDefinition('error', onPage ? 'ErrorAnswer.OnPage' : 'ErrorAnswer', body);
  } else if (tag === 'list' || tag === 'search_result') {
    assertDefinition(tag, tag, body);
    for (const item of body.data as unknown[]) assertStripeAnswer(item, onPage);
  } else if (tag === 'event') {
    assertStripeEvent(body);
  } else {
    const deleted = body.deleted === true;
    const whole = byTag.get(tag)?.find((name) => name.startsWith('Deleted') === deleted);
    const definition = (onPage ? pageViews[tag] : undefined) ?? whole;
    assert.ok(definition, `the generator knows no object ${tag}`);
    assertDefinition(definition, definition, body);
  }
}

/** Picks the schema by the event's `type`, so that errors speak of that event alone. */
export function assertStripeEvent(json: unknown): void {
  const { type } = json as { type?: unknown };
  const definition = events[String(type)];
  assert.ok(definition, `Stripe has no event type ${String(type)}`);
  assertDefinition(`${String(type)} event`, definition, json);
}
