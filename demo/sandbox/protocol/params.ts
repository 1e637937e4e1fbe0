/**
 * Reads a request's parameters as Stripe does: unknown ones are refused, text becomes integers and
 * booleans, values outside an enum are answered with those allowed.
 *
 * What each operation takes comes from `operations.json`, which `tools/stripe-parameters.ts` derives
 * from the types of the installed SDK. A parameter's type is written as
 *
 * - `"string"`, `"integer"`, `"boolean"`
 * - `["a", "b"]`: one of these
 * - `{ "name": type }`: nested parameters, `name[…]`. `!` behind a name: required; `?`: an empty
 *   string unsets it, and is read as null
 * - `{ "[]": type }` an array, `{ "*": type }` a map with keys of the caller's choice
 * - `{ "|": [type, type] }`: any of these
 * - `"#Name"`: as under `shared`
 */
import { diff } from 'node:util';
import { invalidRequest, missingParameter, type StripeError } from './errors.ts';
import type { FormRecord, FormValue } from './form.ts';
import operationsJson from './operations.json' with { type: 'json' };

export type ParameterType =
  | 'string'
  | 'integer'
  | 'boolean'
  | `#${string}`
  | readonly string[]
  | { readonly '|': readonly ParameterType[] }
  | Shape;

export interface Shape {
  readonly [name: string]: ParameterType;
}

export interface Operations {
  /** `POST /v1/payment_intents/:id` → its parameters. */
  operations: Record<string, Shape>;
  shared: Record<string, ParameterType>;
}

/** Read parameters: absent ones are undefined, those unset by an empty string are null. */
export interface Parameters {
  [name: string]: Parameter;
}
export type Parameter = string | number | boolean | null | undefined | Parameter[] | Parameters;

const { operations, shared } = operationsJson as unknown as Operations;

/** The card that Link pays with, as a token. On Stripe, Link knows its shoppers' cards by itself. */
const link: Shape = { card: 'string' };

export const browserMethodData: Shape = { ...(shared.PaymentMethodData as Shape), link };

/** What Elements showed: `payments/client-context.ts` holds it against the intent. */
export const clientContext: Shape = {
  'mode!': ['payment', 'setup', 'subscription'],
  currency: 'string',
  capture_method: ['automatic', 'automatic_async', 'manual'],
  'setup_future_usage?': ['off_session', 'on_session'],
  payment_method_types: { '[]': 'string' },
};

const confirmation: Shape = {
  'client_secret!': 'string',
  client_context: clientContext,
  payment_method_data: browserMethodData,
};

/**
 * What Stripe.js may send besides the SDK's parameters: with a publishable key the client secret
 * takes the place of the account's authority. With a secret key it is unknown, as on Stripe.
 */
const browserParameters: Record<string, Shape> = {
  'POST /v1/payment_intents/:id/confirm': confirmation,
  'POST /v1/setup_intents/:id/confirm': confirmation,
  'POST /v1/payment_methods': { link },
  'POST /v1/payment_intents/:id/verify_microdeposits': { 'client_secret!': 'string' },
  'POST /v1/setup_intents/:id/verify_microdeposits': { 'client_secret!': 'string' },
  'GET /v1/payment_intents/:id': { 'client_secret!': 'string' },
  'GET /v1/setup_intents/:id': { 'client_secret!': 'string' },
};

const removedInEndive = '2026-09-30.endive';

/**
 * Parameters that this API version no longer takes but older ones do. A request that names no version
 * may still use them: the triggers of Stripe's own CLI do.
 */
const removed: Record<string, { shape: Shape; code: string; message: string }> = Object.fromEntries(
  [
    'POST /v1/payment_intents',
    'POST /v1/payment_intents/:id',
    'POST /v1/payment_intents/:id/confirm',
    'POST /v1/setup_intents',
    'POST /v1/setup_intents/:id',
  ].map((operation) => [
    operation,
    {
      shape: { payment_method_types: { '[]': 'string' } },
      code: 'payment_method_types_no_longer_supported',
      message:
        'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` instead.',
    },
  ]),
);

export interface Request {
  /** The `Stripe-Version` header, if there was one. */
  version?: string | undefined;
  /** Whether the request came with a publishable key. */
  publishable?: boolean;
}

/**
 * @param operation method and route, e.g. `POST /v1/payment_intents/:id`
 * @throws {StripeError}
 */
export function readParameters(
  operation: string,
  values: FormRecord,
  { version, publishable = false }: Request = {},
): Parameters {
  const shape = operations[operation];
  if (!shape)
    throw new Error(`operations.json has no ${operation}: add it in tools/stripe-parameters.ts`);
  const gone = removed[operation];
  if (gone && version !== undefined && version >= removedInEndive) {
    const used = Object.keys(gone.shape).find((name) => name in values);
    if (used !== undefined) throw invalidRequest(gone.message, { param: used, code: gone.code });
  }
  return readShape(
    publishable ? browserShape(operation, shape) : serverShape(operation, shape),
    values,
  );
}

const serverShape = memoized((operation, shape) => ({ ...shape, ...removed[operation]?.shape }));

const browserShape = memoized((operation, shape) => ({
  ...serverShape(operation, shape),
  ...browserParameters[operation],
}));

/** Shapes are compiled by identity: the same operation must always get the same one. */
function memoized(
  build: (operation: string, shape: Shape) => Shape,
): (operation: string, shape: Shape) => Shape {
  const built = new Map<string, Shape>();
  return (operation, shape) => {
    const known = built.get(operation) ?? build(operation, shape);
    built.set(operation, known);
    return known;
  };
}

/** Reads parameters that the SDK does not know of: those of Stripe.js and of the CLI. */
export function readShape(shape: Shape, values: FormRecord): Parameters {
  const problems: Problems = { unknown: [] };
  const read = readFields(fieldsOf(shape), values, '', problems);
  const [first] = problems.unknown;
  if (first !== undefined) throw unknownParameters(problems.unknown, first);
  const error = problems.invalid ?? problems.missing;
  if (error) throw error;
  return read;
}

/** All of a request's unknown parameters are named in one answer; of the others the first alone. */
interface Problems {
  unknown: UnknownParameter[];
  invalid?: StripeError;
  missing?: StripeError;
}

interface UnknownParameter {
  name: string;
  path: string;
  /** What the place where it was found does take: name → path. */
  known: ReadonlyMap<string, string>;
}

interface FieldType {
  required: boolean;
  unsettable: boolean;
  type: ParameterType;
}
type Fields = ReadonlyMap<string, FieldType>;

const compiled = new WeakMap<Shape, Fields>();

function fieldsOf(shape: Shape): Fields {
  let fields = compiled.get(shape);
  if (!fields) {
    fields = new Map(
      Object.entries(shape).map(([key, type]) => {
        const [, name = '', flags = ''] = /^(.*?)([!?]*)$/.exec(key) ?? [];
        return [name, { required: flags.includes('!'), unsettable: flags.includes('?'), type }];
      }),
    );
    compiled.set(shape, fields);
  }
  return fields;
}

const isGroup = (value: FormValue): value is FormRecord => typeof value === 'object';

function readFields(
  fields: Fields,
  values: FormRecord,
  path: string,
  problems: Problems,
): Parameters {
  const pathOf = (name: string) => (path === '' ? name : `${path}[${name}]`);
  const read: Parameters = {};
  const wildcard = fields.get('*');
  for (const [name, value] of Object.entries(values)) {
    const field = fields.get(name) ?? wildcard;
    if (field) read[name] = readField(field, value, pathOf(name), problems);
    else {
      const known = new Map([...fields.keys()].map((each) => [each, pathOf(each)]));
      problems.unknown.push({ name, path: pathOf(name), known });
    }
  }
  for (const [name, { required }] of fields) {
    if (required && values[name] === undefined) problems.missing ??= missingParameter(pathOf(name));
  }
  return read;
}

function readField(
  field: FieldType,
  value: FormValue,
  path: string,
  problems: Problems,
): Parameter {
  if (value !== '') return readValue(field.type, value, path, problems);
  if (!field.unsettable) problems.invalid ??= emptyParameter(path);
  return null;
}

function readValue(
  type: ParameterType,
  value: FormValue,
  path: string,
  problems: Problems,
): Parameter {
  const refuse = (message: string): null => {
    problems.invalid ??= invalidRequest(message, { param: path });
    return null;
  };
  if (typeof type === 'string') {
    if (type.startsWith('#')) return readValue(sharedType(type), value, path, problems);
    if (isGroup(value)) return refuse(`Invalid ${type}: ${JSON.stringify(value)}`);
    return readScalar(type, value) ?? refuse(`Invalid ${type}: ${value}`);
  }
  if (isEnum(type)) {
    const names = isGroup(value) ? [] : [value, otherNames[value]];
    const name = names.find((each) => each !== undefined && type.includes(each));
    if (name !== undefined) return name;
    return refuse(`Invalid ${path}: must be ${type.length === 1 ? '' : 'one of '}${either(type)}`);
  }
  if (isUnion(type)) return readValue(alternative(type['|'], value), value, path, problems);

  const fields = fieldsOf(type);
  const item = fields.get('[]');
  if (item) {
    const items = itemsOf(value);
    if (!items) return refuse('Invalid array');
    return items.map((each, index) => readField(item, each, `${path}[${index}]`, problems));
  }
  if (!isGroup(value)) return refuse('Invalid object');
  return readFields(fields, value, path, problems);
}

/** Values that Stripe takes under a name that the SDK doesn't list: a trigger of the CLI uses it. */
const otherNames: Readonly<Record<string, string>> = { jp_bank_account: 'jp_bank_transfer' };

const isEnum = (type: ParameterType): type is readonly string[] => Array.isArray(type);
const isUnion = (type: ParameterType): type is { readonly '|': readonly ParameterType[] } =>
  typeof type === 'object' && '|' in type;

function sharedType(reference: string): ParameterType {
  const type = shared[reference.slice(1)];
  if (type === undefined) throw new Error(`operations.json shares no ${reference}`);
  return type;
}

function readScalar(type: string, text: string): string | number | boolean | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    default:
      throw new Error(`operations.json has an unknown type ${type}`);
  }
}

/** The first of a union that takes the value, or else the first that is written like it. */
function alternative(types: readonly ParameterType[], value: FormValue): ParameterType {
  const takes = (type: ParameterType) => {
    const problems: Problems = { unknown: [] };
    readValue(type, value, '', problems);
    return !problems.invalid;
  };
  const found = types.find(takes) ?? types[0];
  if (found === undefined) throw new Error('operations.json has an empty union');
  return found;
}

/** The form parser has numbered them. */
function itemsOf(value: FormValue): FormValue[] | undefined {
  if (!isGroup(value) || !Object.keys(value).every((key) => /^\d+$/.test(key))) return undefined;
  return Object.values(value);
}

/** `a, b, or c`, as Stripe writes lists. */
function either(values: readonly string[]): string {
  if (values.length <= 2) return values.join(' or ');
  return `${values.slice(0, -1).join(', ')}, or ${values.at(-1) ?? ''}`;
}

const emptyParameter = (param: string): StripeError =>
  invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; ` +
      `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  );

function unknownParameters(
  unknown: readonly UnknownParameter[],
  first: UnknownParameter,
): StripeError {
  const details = { code: 'parameter_unknown', param: first.path };
  if (unknown.length > 1) {
    const paths = unknown.map(({ path }) => path).join(', ');
    return invalidRequest(`Received unknown parameters: ${paths}`, details);
  }
  const close = first.known.get(closest(first.name, [...first.known.keys()]) ?? '');
  const hint = close === undefined ? '' : `. Did you mean ${close}?`;
  return invalidRequest(`Received unknown parameter: ${first.path}${hint}`, details);
}

/** The name that is fewest letters away, if it is no more than a third of them. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  const edits = (candidate: string) => diff(name, candidate).filter(([kept]) => kept !== 0).length;
  return candidates
    .map((candidate) => ({ candidate, distance: edits(candidate) }))
    .filter(({ distance }) => distance <= name.length / 3)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}
