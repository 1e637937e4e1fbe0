/**
 * stripe-node's own types, opened with the TypeScript compiler API.
 *
 * The SDK's declarations are generated from Stripe's OpenAPI document, so they say what Stripe answers
 * and accepts in the API version that this SDK pins. `stripe-schemas.ts` derives the response schemas
 * from them, `stripe-parameters.ts` the request parameters, `stripe-expandables.ts` what can be expanded.
 */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const entry = path.join(root, '__stripe-types.ts');

/** The version of the installed SDK, e.g. `23.1.0`. */
export const stripeVersion = fs
  .readFileSync(path.join(root, 'node_modules/stripe/VERSION'), 'utf8')
  .trim();

/** The objects that the sandbox has, by their names in the SDK. */
export const sandboxObjects = [
  'Account',
  'Balance',
  'BalanceTransaction',
  'Capability',
  'CashBalance',
  'Charge',
  'ConfirmationToken',
  'Customer',
  'CustomerCashBalanceTransaction',
  'CustomerSession',
  'Dispute',
  'Mandate',
  'PaymentIntent',
  'PaymentMethod',
  'PaymentMethodConfiguration',
  'PaymentMethodDomain',
  'Radar.EarlyFraudWarning',
  'Refund',
  'SetupAttempt',
  'SetupIntent',
  'WebhookEndpoint',
] as const;

export interface StripeTypes {
  checker: ts.TypeChecker;
  /** The type of a member of the `Stripe` namespace, in the order asked for. */
  named: ReadonlyMap<string, ts.Type>;
  /** A type of Stripe.js. */
  ofPage: ReadonlyMap<string, ts.Type>;
  /** The type of an instance of the `Stripe` client. */
  client: ts.Type;
}

/**
 * @param names of members of the `Stripe` namespace
 * @param pageNames of types of `@stripe/stripe-js`
 * @throws when there is no such type
 */
export function loadStripeTypes(
  names: readonly string[],
  pageNames: readonly string[] = [],
): StripeTypes {
  const source = [
    "import type Stripe from 'stripe';",
    'export type Client = Stripe;',
    "import type * as StripeJs from '@stripe/stripe-js';",
    ...names.map((name, index) => `export type Named${index} = Stripe.${name};`),
    ...pageNames.map((name, index) => `export type OfPage${index} = StripeJs.${name};`),
  ].join('\n');

  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  // The entry exists in memory alone: the generator leaves no file behind, whatever happens to it.
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.fileExists = (file) => file === entry || ts.sys.fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === entry
      ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2024)
      : readSource(file, ...rest);

  const program = ts.createProgram([entry], options, host);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  if (!file) throw new Error('the in-memory entry file was not compiled');
  const errors = program.getSemanticDiagnostics(file);
  if (errors.length > 0) {
    throw new Error(
      errors.map((e) => ts.flattenDiagnosticMessageText(e.messageText, ' ')).join('\n'),
    );
  }

  const aliases = new Map(
    file.statements
      .filter(ts.isTypeAliasDeclaration)
      .map((alias) => [alias.name.text, checker.getTypeFromTypeNode(alias.type)] as const),
  );
  const find = (alias: string): ts.Type => {
    const type = aliases.get(alias);
    if (!type) throw new Error(`no type behind ${alias}`);
    return type;
  };
  return {
    checker,
    client: find('Client'),
    named: new Map(names.map((name, index) => [name, find(`Named${index}`)])),
    ofPage: new Map(pageNames.map((name, index) => [name, find(`OfPage${index}`)])),
  };
}

export const has = (type: ts.Type, flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;

/** A union's members, or the type alone. */
export const membersOf = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type]);

/**
 * `OtherString` (`string & Record<never, never>`), by which the SDK keeps its enums open. The API's
 * list of values at this version is closed, so the generators leave it out.
 */
export const isOtherString = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((part) => has(part, ts.TypeFlags.String));

/** The SDK's `Decimal` class, a string of digits on the wire. */
export const isDecimal = (type: ts.Type): boolean => type.getSymbol()?.name === 'Decimal';

/** `PaymentIntentCreateParams.PaymentMethodOptions.Card`, without the module's path. */
export function qualifiedName(checker: ts.TypeChecker, type: ts.Type): string | undefined {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  if (!symbol || symbol.name.startsWith('__')) return undefined;
  return checker.getFullyQualifiedName(symbol).replace(/^".*?"\./, '');
}

export interface Property {
  name: string;
  optional: boolean;
  type: ts.Type;
}

/** The data properties of an object type; methods (paging helpers and the like) are left out. */
export function propertiesOf(checker: ts.TypeChecker, type: ts.Type): Property[] {
  return checker
    .getPropertiesOfType(type)
    .map((symbol) => ({
      name: symbol.name,
      optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      type: checker.getTypeOfSymbol(symbol),
    }))
    .filter((property) => property.type.getCallSignatures().length === 0);
}

/** The value type of a `{ [key: string]: … }`, if it is one. */
export const indexedType = (checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined =>
  checker.getIndexInfosOfType(type).find((info) => has(info.keyType, ts.TypeFlags.String))?.type;
