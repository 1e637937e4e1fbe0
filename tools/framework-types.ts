/**
 * Types of the tags for frameworks that check templates: `elements.d.ts` from the manifest, and a
 * file for each framework, which puts it where that framework looks.
 */
import fs from 'node:fs';
import path from 'node:path';
import { elementsOf, type Element, type Manifest } from './manifest.ts';

export const FRAMEWORKS = ['react', 'preact', 'vue', 'svelte', 'solid'] as const;

const TEMPLATES = path.join(import.meta.dirname, 'frameworks');

export function writeFrameworkTypes(manifest: Manifest, folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'elements.d.ts'), elementTypes(manifest));
  for (const framework of FRAMEWORKS) {
    const template = path.join(TEMPLATES, `${framework}.d.ts`);
    fs.copyFileSync(template, path.join(folder, `${framework}.d.ts`));
    // Types alone; the file is there for those who import it as they import code.
    fs.writeFileSync(path.join(folder, `${framework}.js`), 'export {};\n');
  }
}

/** The attributes and events of each tag, and its class. */
export function elementTypes(manifest: Manifest): string {
  const elements = elementsOf(manifest);
  const events = elements.flatMap(({ events = [] }) => events.map(({ type }) => type?.text ?? ''));
  const imported = [...new Set([...elements.map(({ name }) => name), ...events])].sort();
  return `import type {
${imported.map((name) => `  ${name},`).join('\n')}
} from '../components/index.js';

/** What each tag is in the DOM. */
export interface ElementTypes {
${elements.map(({ tagName, name }) => `  '${tagName}': ${name};`).join('\n')}
}

/** The attributes of each tag. */
export interface ElementAttributes {
${elements.map((element) => `  '${element.tagName}': ${attributes(element)};`).join('\n')}
}

/** The events that each tag dispatches. */
export interface ElementEvents {
${elements.map((element) => `  '${element.tagName}': ${dispatched(element)};`).join('\n')}
}
`;
}

function attributes({ attributes = [] }: Element): string {
  const lines = attributes.map(
    ({ name, description, type }) =>
      `${comment(description)}    '${name}'?: ${type?.text ?? 'string | undefined'};`,
  );
  return block(lines);
}

function dispatched({ events = [] }: Element): string {
  const lines = events.map(
    ({ name, description, type }) =>
      `${comment(description)}    '${name}': ${type?.text ?? 'Event'};`,
  );
  return block(lines);
}

const block = (lines: string[]): string =>
  lines.length > 0 ? `{\n${lines.join('\n')}\n  }` : 'object';

const comment = (text?: string): string =>
  text ? `    /** ${text.replaceAll(/\s*\n\s*/g, ' ')} */\n` : '';
