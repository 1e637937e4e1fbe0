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

const { objects, events, definitions } = stripeSchemas();

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
for (const [name, schema] of Object.entries(definitions)) ajv.addSchema(lazily(schema), name);

function lazily(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/definitions/', '"lazyRef":"'),
  ) as Schema;
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

const errorTypes = ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'];

/** Judges any body of the API by what it says it is: an object, a page of them, or an error. */
export function assertStripeAnswer(json: unknown): void {
  const body = json as Record<string, unknown>;
  if (body.error !== undefined) {
    assertError(body.error as Record<string, unknown>);
    return;
  }
  if (body.object === 'list' || body.object === 'search_result') {
    assert.equal(typeof body.has_more, 'boolean');
    assert.match(String(body.url), /^\/v1\//);
    assert.ok(Array.isArray(body.data));
    for (const item of body.data) assertStripeAnswer(item);
    return;
  }
  if (body.object === 'event') {
    assertStripeEvent(body);
    return;
  }
  const definition = byTag
    .get(String(body.object))
    ?.find((name) => name.startsWith('Deleted') === (body.deleted === true));
  assert.ok(definition, `the generator knows no object ${String(body.object)}`);
  assertDefinition(definition, definition, body);
}

function assertError(error: Record<string, unknown>): void {
  assert.ok(errorTypes.includes(String(error.type)), `error type ${String(error.type)}`);
  assert.equal(typeof error.message, 'string');
  for (const field of ['code', 'decline_code', 'param', 'doc_url', 'charge']) {
    assert.ok(['string', 'undefined'].includes(typeof error[field]), `${field} must be a string`);
  }
  for (const field of ['payment_intent', 'payment_method', 'setup_intent']) {
    if (error[field] !== undefined) assertStripeAnswer(error[field]);
  }
}

/** Picks the schema by the event's `type`, so that errors speak of that event alone. */
export function assertStripeEvent(json: unknown): void {
  const { type } = json as { type?: unknown };
  const definition = events[String(type)];
  assert.ok(definition, `Stripe has no event type ${String(type)}`);
  assertDefinition(`${String(type)} event`, definition, json);
}
