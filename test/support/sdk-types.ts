/** What the type declarations in `node_modules` say, read with the compiler's API. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const MODULES = path.resolve(import.meta.dirname, '../../node_modules');

type Declaration = ts.TypeAliasDeclaration | ts.InterfaceDeclaration;

/** Every type alias and interface of a file, by its dotted path through namespaces. */
const declarationsOf = cached((file: string): Map<string, Declaration[]> => {
  const text = fs.readFileSync(path.join(MODULES, file), 'utf8');
  const found = new Map<string, Declaration[]>();
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isModuleDeclaration(node) && node.body) {
      // `declare module 'stripe'` is the file itself, not a namespace.
      const name = ts.isIdentifier(node.name) ? `${prefix}${node.name.text}.` : prefix;
      visit(node.body, name);
    } else if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const name = prefix + node.name.text;
      found.set(name, [...(found.get(name) ?? []), node]);
    } else {
      ts.forEachChild(node, (child) => visit(child, prefix));
    }
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), '');
  return found;
});

/** The string literals of a union, such as `PaymentMethod.Type`. None when there is no such type. */
export function literalsOf(file: string, name: string): string[] {
  return (declarationsOf(file).get(name) ?? []).flatMap((declaration) => {
    if (!ts.isTypeAliasDeclaration(declaration)) return [];
    const { type } = declaration;
    return (ts.isUnionTypeNode(type) ? [...type.types] : [type])
      .filter(ts.isLiteralTypeNode)
      .map(({ literal }) => literal)
      .filter(ts.isStringLiteral)
      .map(({ text }) => text);
  });
}

/** The names of an interface's properties. None when there is no such interface. */
export function membersOf(file: string, name: string): string[] {
  return (declarationsOf(file).get(name) ?? []).flatMap((declaration) =>
    ts.isInterfaceDeclaration(declaration)
      ? declaration.members.flatMap(({ name: member }) =>
          member && ts.isIdentifier(member) ? [member.text] : [],
        )
      : [],
  );
}

function cached<Value>(compute: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const value = values.get(key) ?? compute(key);
    values.set(key, value);
    return value;
  };
}
