/** The custom elements manifest: what of it is public, and the files that editors read. */

interface Typed {
  name: string;
  description?: string;
  type?: { text: string };
}

export interface Attribute extends Typed {
  fieldName: string;
}

export interface Member extends Typed {
  kind: 'field' | 'method';
  privacy?: 'public' | 'private' | 'protected';
  static?: boolean;
  attribute?: string;
  reflects?: boolean;
  parameters?: (Typed & { optional?: boolean })[];
  return?: { type?: { text: string } };
}

export interface Declaration {
  kind: string;
  name: string;
  tagName?: string;
  summary?: string;
  description?: string;
  members?: Member[];
  attributes?: Attribute[];
  events?: Typed[];
  slots?: Typed[];
  cssParts?: Typed[];
  cssProperties?: Typed[];
  superclass?: { name: string; package?: string; module?: string };
}

export interface ManifestModule {
  path: string;
  declarations?: Declaration[];
  exports?: { kind: string; name: string; declaration: { name: string; module?: string } }[];
}

export interface Manifest {
  modules: ManifestModule[];
}

export type Element = Declaration & { tagName: string };

/** The elements, in the order of their tags. */
export function elementsOf(manifest: Manifest): Element[] {
  return manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((declaration): declaration is Element => declaration.tagName !== undefined)
    .sort((a, b) => a.tagName.localeCompare(b.tagName));
}

/** The events' classes. */
export function eventsOf(manifest: Manifest): Declaration[] {
  return manifest.modules
    .filter(({ path }) => path.startsWith('components/events/'))
    .flatMap(({ declarations = [] }) => declarations)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Takes out what a page can't use: classes of the inside, private and static members, calls mistaken
 * for events.
 */
export function keepPublic(manifest: Manifest): void {
  for (const module of manifest.modules) {
    const events = module.path.startsWith('components/events/');
    module.declarations = (module.declarations ?? []).filter(
      ({ kind, tagName }) => tagName !== undefined || (events && kind === 'class'),
    );
    for (const declaration of module.declarations) {
      const { members = [], events: dispatched = [], tagName } = declaration;
      declaration.members = members.filter(
        (member) =>
          !member.static &&
          !member.name.startsWith('#') &&
          (member.privacy ?? 'public') === 'public',
      );
      declaration.events = dispatched.filter(({ name }) => name.startsWith('tender-'));
      if (tagName === undefined) continue;
      module.exports?.push({
        kind: 'custom-element-definition',
        name: tagName,
        declaration: { name: declaration.name, module: module.path },
      });
    }
  }
  manifest.modules = manifest.modules.filter(
    ({ path, declarations }) => path === 'components/index.ts' || declarations?.length,
  );
}

const oneLine = (text = ''): string => text.replaceAll(/\s*\n\s*/g, ' ');

/** What an attribute may be: the words of a union, else none. */
const words = (type = ''): string[] =>
  [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '');

/** For `html.customData` of VS Code. */
export function htmlCustomData(manifest: Manifest): object {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(({ tagName, summary, attributes = [] }) => ({
      name: tagName,
      description: oneLine(summary),
      attributes: attributes.map(({ name, description, type }) => ({
        name,
        description: oneLine(description),
        ...(words(type?.text).length > 0
          ? { values: words(type?.text).map((word) => ({ name: word })) }
          : {}),
      })),
    })),
  };
}

/** For `css.customData` of VS Code. */
export function cssCustomData(manifest: Manifest): object {
  const elements = elementsOf(manifest);
  return {
    version: 1.1,
    properties: elements.flatMap(({ cssProperties = [] }) =>
      cssProperties.map(({ name, description }) => ({ name, description: oneLine(description) })),
    ),
  };
}
