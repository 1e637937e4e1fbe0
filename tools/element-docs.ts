/**
 * `docs/elements.md`, from the manifest: what a page can set, call, listen to, fill and style.
 *
 *     node tools/element-docs.ts
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ELEMENT_CODES } from '../server/routes/element-codes.ts';
import { elementsOf, eventsOf, type Element, type Manifest, type Member } from './manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
export const DOCS = path.join(root, 'docs/elements.md');

/** Reads the sources anew, wherever the last build is. */
export function readManifest(): Manifest {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-manifest-'));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        path.join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js'),
        'analyze',
        '--quiet',
        ...['--config', 'custom-elements-manifest.config.js'],
        ...['--outdir', path.relative(root, folder)],
      ],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`the manifest could not be made: ${stderr}`);
    const file = path.join(folder, 'custom-elements.json');
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export function elementDocs(manifest: Manifest): string {
  const elements = elementsOf(manifest);
  return `${[
    '# Elements',
    '<!-- Made by tools/element-docs.ts from the sources in components/. -->',
    elements.map(({ tagName }) => `[\`<${tagName}>\`](#${tagName})`).join(' · ') +
      ' · [Events](#events) · [Codes](#codes)',
    ...elements.flatMap(element),
    '## Events',
    'All bubble, cross shadow roots and are subclasses of `Event`; their data are plain properties.',
    ...eventsOf(manifest)
      .filter(({ superclass }) => superclass?.name !== 'Event')
      .filter(({ name }) => elements.some(({ events = [] }) => events.some(dispatches(name))))
      .flatMap(({ name, description, members = [] }) => [
        `### ${name}`,
        flat(description),
        table(['Property', 'Type', ''], members.filter(isField).map(row)),
      ]),
    '## Codes',
    'What keeps an element from working is told once on the console, with a link to the explanation on your server’s `/reference`, and in `tender-error`.',
    ...Object.entries(ELEMENT_CODES).flatMap(([name, text]) => [`### ${name}`, text]),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function element({
  tagName,
  summary,
  attributes = [],
  members = [],
  events = [],
  slots = [],
  cssParts = [],
  cssProperties = [],
}: Element): string[] {
  const section = (title: string, content: string): string[] =>
    content ? [`### ${title} of \`${tagName}\``, content] : [];
  return [
    `## ${tagName}`,
    flat(summary),
    ...section(
      'Attributes',
      table(
        ['Attribute', 'Property', 'Type', ''],
        attributes.map(({ name, fieldName, type, description }) => [
          code(name),
          code(fieldName),
          code(type?.text.replace(' | undefined', '')),
          flat(description),
        ]),
      ),
    ),
    ...section(
      'Methods',
      table(
        ['Method', ''],
        members
          .filter(({ kind }) => kind === 'method')
          .map((method) => [code(signature(method)), flat(method.description)]),
      ),
    ),
    ...section(
      'Events',
      table(
        ['Event', 'Class', ''],
        events.map(({ name, type, description }) => [
          code(name),
          `[${code(type?.text)}](#${(type?.text ?? '').toLowerCase()})`,
          flat(description),
        ]),
      ),
    ),
    ...section('Slots', table(['Slot', ''], slots.map(named('(no name)')))),
    ...section('Parts', table(['`::part()`', ''], cssParts.map(named()))),
    ...section('Custom properties', table(['Property', ''], cssProperties.map(named()))),
  ];
}

const flat = (text = ''): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
const code = (text = ''): string => `\`${text}\``;
const isField = ({ kind }: Member): boolean => kind === 'field';
const dispatches =
  (className: string) =>
  ({ type }: { type?: { text: string } }): boolean =>
    type?.text === className;

const row = ({ name, type, description }: Member): string[] => [
  code(name),
  code(type?.text),
  flat(description),
];

const named =
  (unnamed = '') =>
  ({ name, description }: { name: string; description?: string }): string[] => [
    name ? code(name) : unnamed,
    flat(description),
  ];

function signature({ name, parameters = [], return: returned }: Member): string {
  const list = parameters.map(
    (parameter) => `${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type?.text}`,
  );
  return `${name}(${list.join(', ')}): ${returned?.type?.text ?? 'void'}`;
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** In the project's own format, so that the check for it finds nothing to say. */
export async function formatted(markdown: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  return format(markdown, { ...(await resolveConfig(DOCS)), parser: 'markdown' });
}

if (import.meta.main) fs.writeFileSync(DOCS, await formatted(elementDocs(readManifest())));
