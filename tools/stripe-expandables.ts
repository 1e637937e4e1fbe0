/**
 * What can be expanded in the answer of each operation that the sandbox serves, from the types of the
 * installed SDK: `demo/sandbox/protocol/expandable.json`, whose format `demo/sandbox/protocol/expand.ts`
 * explains.
 *
 *     node tools/stripe-expandables.ts      writes the file; a test tells when it is out of date
 */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { elsewhere, type Expandables, type Expansion } from '../demo/sandbox/protocol/expand.ts';
import { formatted, sdkOperations } from './stripe-parameters.ts';
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
} from './stripe-types.ts';

export const expandablesFile = path.resolve(
  import.meta.dirname,
  '../demo/sandbox/protocol/expandable.json',
);

/**
 * References to any other are always null in the sandbox. Events, of which the SDK has a type each, have
 * nothing that can be expanded.
 */
const kept: ReadonlySet<string> = new Set(sandboxObjects);

export function generateExpandables(): Expandables {
  const types = loadStripeTypes([]);
  const { checker } = types;
  const objects: Record<string, Record<string, Expansion>> = {};

  const hasTag = (type: ts.Type): boolean =>
    checker.getPropertyOfType(type, 'object') !== undefined;
  const isList = (type: ts.Type): boolean =>
    checker.getPropertyOfType(type, 'has_more') !== undefined;

  /** The object types among a union's members; an array stands for its items. */
  const objectsIn = (type: ts.Type): ts.Type[] =>
    membersOf(type).flatMap((member) => {
      if (isOtherString(member) || isDecimal(member) || indexedType(checker, member)) return [];
      // An answer is an object and, of no interest here, how it came.
      if (member.isIntersection()) return member.types.flatMap(objectsIn);
      if (!has(member, ts.TypeFlags.Object)) return [];
      if (!checker.isArrayType(member)) return [member];
      const [item] = checker.getTypeArguments(member as ts.TypeReference);
      return item ? objectsIn(item) : [];
    });

  /** What the fields of one object lead to. */
  function fieldsOf(type: ts.Type): Record<string, Expansion> {
    return Object.fromEntries(
      propertiesOf(checker, type).flatMap(({ name, type: value }) => {
        const expansion = expansionOf(value);
        return expansion === undefined ? [] : [[name, expansion]];
      }),
    );
  }

  function expansionOf(type: ts.Type): Expansion | undefined {
    const found = objectsIn(type);
    const tagged = found.filter((each) => hasTag(each) && !isList(each));
    if (tagged.length > 0) return namesOf(tagged);
    const fields = Object.assign({}, ...found.map(fieldsOf)) as Record<string, Expansion>;
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  /** The names of objects, each described once. */
  function namesOf(found: readonly ts.Type[]): string[] {
    const names = new Set<string>();
    for (const each of found) {
      const name = qualifiedName(checker, each) ?? '';
      if (name.endsWith('Event')) continue;
      names.add(kept.has(name) ? name : elsewhere);
      if (!kept.has(name) || name in objects) continue;
      // The name is taken before the fields look for theirs: objects refer to each other in circles.
      objects[name] = {};
      objects[name] = fieldsOf(each);
    }
    return [...names];
  }

  const operations = sdkOperations(types).map(({ operation, answer }): [string, Expansion] => {
    return [operation, expansionOf(answer) ?? []];
  });
  return { operations: Object.fromEntries(operations), objects };
}

if (import.meta.main) {
  fs.writeFileSync(expandablesFile, await formatted(generateExpandables(), expandablesFile));
}
