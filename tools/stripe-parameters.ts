/**
 * The parameters of each operation that the sandbox serves, from the types of the installed SDK:
 * `demo/sandbox/protocol/operations.json`, whose format `demo/sandbox/protocol/params.ts` explains.
 *
 *     node tools/stripe-parameters.ts      writes the file; a test tells when it is out of date
 */
import fs from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { Stripe } from 'stripe';
import ts from 'typescript';
import type { Operations, ParameterType } from '../demo/sandbox/protocol/params.ts';
import {
  has,
  indexedType,
  isDecimal,
  isOtherString,
  loadStripeTypes,
  membersOf,
  propertiesOf,
  qualifiedName,
  type StripeTypes,
} from './stripe-types.ts';

export const operationsFile = path.resolve(
  import.meta.dirname,
  '../demo/sandbox/protocol/operations.json',
);

/** The SDK's methods, by resource. Path and HTTP method come from calling them. */
const methods: Record<string, readonly string[]> = {
  accounts: [
    'retrieveCurrent',
    'retrieve',
    'listCapabilities',
    'retrieveCapability',
    'updateCapability',
  ],
  balance: ['retrieve'],
  balanceTransactions: ['list', 'retrieve'],
  charges: ['list', 'search', 'create', 'retrieve', 'update', 'capture'],
  confirmationTokens: ['retrieve'],
  customers: [
    'list',
    'search',
    'create',
    'retrieve',
    'update',
    'del',
    'listPaymentMethods',
    'retrievePaymentMethod',
    'retrieveCashBalance',
    'updateCashBalance',
    'listCashBalanceTransactions',
    'retrieveCashBalanceTransaction',
  ],
  customerSessions: ['create'],
  disputes: ['list', 'retrieve', 'update', 'close'],
  events: ['list', 'retrieve'],
  mandates: ['retrieve'],
  paymentIntents: [
    'list',
    'search',
    'create',
    'retrieve',
    'update',
    'confirm',
    'capture',
    'cancel',
    'applyCustomerBalance',
    'incrementAuthorization',
    'verifyMicrodeposits',
  ],
  paymentMethodConfigurations: ['list', 'create', 'retrieve', 'update'],
  paymentMethodDomains: ['list', 'create', 'retrieve', 'update', 'validate'],
  paymentMethods: ['list', 'create', 'retrieve', 'update', 'attach', 'detach'],
  'radar.earlyFraudWarnings': ['list', 'retrieve'],
  refunds: ['list', 'create', 'retrieve', 'update', 'cancel'],
  setupAttempts: ['list'],
  setupIntents: [
    'list',
    'create',
    'retrieve',
    'update',
    'confirm',
    'cancel',
    'verifyMicrodeposits',
  ],
  'testHelpers.confirmationTokens': ['create'],
  'testHelpers.customers': ['fundCashBalance'],
  'testHelpers.refunds': ['expire'],
  webhookEndpoints: ['list', 'create', 'retrieve', 'update', 'del'],
};

/** A tree as the types have it; `name` is where an object or an enum was declared. */
type Node =
  | { kind: 'scalar'; type: 'string' | 'integer' | 'boolean' }
  | { kind: 'enum'; values: string[]; name: string }
  | { kind: 'union'; members: Node[] }
  | { kind: 'object'; fields: Field[]; name: string };

/** `[]` and `*` are the fields of an array and of a map. */
interface Field {
  key: string;
  node: Node;
}

function parameterTrees(checker: ts.TypeChecker) {
  const nameOf = (type: ts.Type, fallback: string) => qualifiedName(checker, type) ?? fallback;

  /** A value may be unset, by an empty string on the wire, when its type takes `''` or null. */
  const field = (name: string, type: ts.Type, required: boolean, owner: string): Field => {
    const emptyable = membersOf(type).some(
      (member) =>
        (member.isStringLiteral() && member.value === '') || has(member, ts.TypeFlags.Null),
    );
    return {
      key: `${name}${required ? '!' : ''}${emptyable ? '?' : ''}`,
      node: treeOf(type, `${owner}.${name}`),
    };
  };

  const fieldsOf = (type: ts.Type, owner: string): Field[] => {
    const values = indexedType(checker, type);
    if (values) return [field('*', values, false, owner)];
    return propertiesOf(checker, type).map((p) => field(p.name, p.type, !p.optional, owner));
  };

  function treeOf(type: ts.Type, owner: string): Node {
    const members = membersOf(type).filter(
      (member) =>
        !has(member, ts.TypeFlags.Undefined | ts.TypeFlags.Null) &&
        !isOtherString(member) &&
        !(member.isStringLiteral() && member.value === ''),
    );
    const alternatives: Node[] = [];
    // Sorted: the checker numbers literals by first use anywhere, not in the order declared.
    const values = members.flatMap((m) => (m.isStringLiteral() ? [m.value] : [])).sort();
    if (values.length > 0) {
      alternatives.push({ kind: 'enum', values, name: nameOf(type, owner) });
    }
    // Text says all that a number could say on the wire: metadata takes either.
    const text = members.some((member) => has(member, ts.TypeFlags.String) || isDecimal(member));
    if (text) alternatives.push({ kind: 'scalar', type: 'string' });
    else if (members.some((member) => has(member, ts.TypeFlags.Number))) {
      alternatives.push({ kind: 'scalar', type: 'integer' });
    }
    if (members.some((member) => has(member, ts.TypeFlags.BooleanLiteral))) {
      alternatives.push({ kind: 'scalar', type: 'boolean' });
    }
    for (const member of members) {
      if (!has(member, ts.TypeFlags.Object) || isDecimal(member)) continue;
      if (checker.isArrayType(member)) {
        const [item] = checker.getTypeArguments(member as ts.TypeReference);
        if (!item) throw new Error(`${owner} is an array of nothing`);
        alternatives.push({
          kind: 'object',
          fields: [field('[]', item, false, owner)],
          name: owner,
        });
      } else {
        const name = nameOf(member, owner);
        alternatives.push({ kind: 'object', fields: fieldsOf(member, name), name });
      }
    }
    const [only] = alternatives;
    if (!only) throw new Error(`${owner}: no parameter type for ${checker.typeToString(type)}`);
    return alternatives.length === 1 ? only : { kind: 'union', members: alternatives };
  }

  return treeOf;
}

const fieldsNamed = (node: Node, name: string): Node[] =>
  node.kind === 'object'
    ? node.fields.filter(({ key }) => key.replace(/[!?]+$/, '') === name).map((field) => field.node)
    : [];

/**
 * `payment_method_data` takes cards too, as Stripe.js sends them; the SDK leaves that out, since a
 * server that handles card numbers needs Stripe's leave. `POST /v1/payment_methods` has their shape.
 */
function addCards(trees: Iterable<Node>, cards: Node): void {
  for (const data of [...trees].flatMap((tree) => fieldsNamed(tree, 'payment_method_data'))) {
    for (const type of fieldsNamed(data, 'type'))
      if (type.kind === 'enum') type.values = [...type.values, 'card'].sort();
    if (data.kind === 'object') data.fields.push({ key: 'card', node: cards });
  }
}

const spelled = (node: Node): ParameterType => {
  switch (node.kind) {
    case 'scalar':
      return node.type;
    case 'enum':
      return node.values;
    case 'union':
      return { '|': node.members.map(spelled) };
    case 'object':
      return Object.fromEntries(node.fields.map(({ key, node: value }) => [key, spelled(value)]));
  }
};

/**
 * Writes what occurs more than once under `shared`, by the shortest ending of its declared name that
 * is free: create, update and confirm take nearly the same trees, each some hundred lines.
 */
function shareRepeated(trees: ReadonlyMap<string, Node>): Operations {
  const worthSharing = 40;
  const occurrences = new Map<string, number>();
  const count = (node: Node): void => {
    const text = JSON.stringify(spelled(node));
    const seen = occurrences.get(text) ?? 0;
    occurrences.set(text, seen + 1);
    if (seen > 0) return;
    if (node.kind === 'object') for (const { node: value } of node.fields) count(value);
    if (node.kind === 'union') node.members.forEach(count);
  };
  for (const tree of trees.values()) count(tree);

  const shared: Operations['shared'] = {};
  const refs = new Map<string, `#${string}`>();

  const freeName = (declared: string): string => {
    const parts = declared.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const name = parts.slice(-length).join('.');
      if (!(name in shared)) return name;
    }
    for (let n = 2; ; n++) if (!(`${declared}_${n}` in shared)) return `${declared}_${n}`;
  };

  const emit = (node: Node): ParameterType => {
    const text = JSON.stringify(spelled(node));
    const shareable =
      (node.kind === 'object' || node.kind === 'enum') &&
      text.length > worthSharing &&
      (occurrences.get(text) ?? 0) > 1;
    if (!shareable) return emitInPlace(node);
    const known = refs.get(text);
    if (known !== undefined) return known;
    const name = freeName(node.name);
    const ref = `#${name}` as const;
    refs.set(text, ref);
    shared[name] = {}; // takes the name before the parts look for theirs
    shared[name] = emitInPlace(node);
    return ref;
  };

  const emitInPlace = (node: Node): ParameterType => {
    if (node.kind === 'union') return { '|': node.members.map(emit) };
    if (node.kind !== 'object') return spelled(node);
    return Object.fromEntries(node.fields.map(({ key, node: value }) => [key, emit(value)]));
  };

  const operations = Object.fromEntries(
    [...trees].map(([operation, tree]) => [operation, emitInPlace(tree)]),
  );
  return { operations: operations as Operations['operations'], shared };
}

interface Call {
  httpMethod: string;
  path: string;
}

/** Calls a method of the SDK with the names of its path parameters, and catches what it would send. */
function wireOf(resource: string, method: string, pathParameters: readonly string[]): Call {
  const client = new Stripe('sk_test_generator');
  const target = resource
    .split('.')
    .reduce<unknown>((owner, name) => (owner as Record<string, unknown>)[name], client) as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  let call: Call | undefined;
  target._makeRequest = (httpMethod, requestPath) => {
    call = { httpMethod: String(httpMethod), path: String(requestPath) };
  };
  target[method]?.(...pathParameters.map((name) => `__${name}__`));
  if (!call) throw new Error(`stripe.${resource}.${method} sends nothing`);
  return { ...call, path: call.path.replaceAll(/__(\w+?)__/g, ':$1') };
}

export interface SdkOperation {
  /** Where it is in the SDK: `paymentIntents.create`. */
  name: string;
  /** `POST /v1/payment_intents/:id` */
  operation: string;
  parameters: ts.Type;
  /** What it answers, in the end. */
  answer: ts.Type;
}

/** The operations that the sandbox serves, as the SDK declares them. */
export function sdkOperations({ checker, client }: StripeTypes): SdkOperation[] {
  const member = (type: ts.Type, name: string): ts.Type => {
    const symbol = checker.getPropertyOfType(type, name);
    if (!symbol) throw new Error(`the SDK has no ${name}`);
    return checker.getTypeOfSymbol(symbol);
  };

  return Object.entries(methods).flatMap(([resource, names]) => {
    const resourceType = resource.split('.').reduce(member, client);
    return names.map((name) => {
      const signature = member(resourceType, name).getCallSignatures()[0];
      if (!signature) throw new Error(`stripe.${resource}.${name} is no method`);
      const args = signature.getParameters();
      const params = args.findIndex((parameter) => parameter.name === 'params');
      const paramsType = args[params];
      if (!paramsType) throw new Error(`stripe.${resource}.${name} takes no parameters`);
      const pathParameters = args.slice(0, params).map((parameter) => parameter.name);
      const wire = wireOf(resource, name, pathParameters);
      const returned = signature.getReturnType();
      return {
        name: `${resource}.${name}`,
        operation: `${wire.httpMethod} ${wire.path}`,
        parameters: checker.getTypeOfSymbol(paramsType),
        answer: checker.getAwaitedType(returned) ?? returned,
      };
    });
  });
}

export function generateOperations(): Operations {
  const types = loadStripeTypes([]);
  const treeOf = parameterTrees(types.checker);
  const trees = new Map(
    sdkOperations(types).map(({ name, operation, parameters }) => [
      operation,
      treeOf(parameters, name),
    ]),
  );
  const [cards] = fieldsNamed(
    trees.get('POST /v1/payment_methods') ?? { kind: 'union', members: [] },
    'card',
  );
  if (!cards) throw new Error('POST /v1/payment_methods takes no card');
  addCards(trees.values(), cards);
  return shareRepeated(trees);
}

/** As the repository's files are written. */
export const formatted = async (json: object, filepath: string): Promise<string> =>
  prettier.format(JSON.stringify(json), {
    ...(await prettier.resolveConfig(filepath)),
    filepath,
  });

if (import.meta.main) {
  fs.writeFileSync(operationsFile, await formatted(generateOperations(), operationsFile));
}
