/**
 * The payment marks as files: one SVG for each method of the catalogue, all on a tile of one size.
 * `npm run build` writes them beside the drop-in, which asks for them when it shows a method.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { optimize, type PluginConfig } from 'svgo';
import { MARKS, PACKAGES, type Mark } from './payment-marks.ts';

const require = createRequire(import.meta.url);

const WIDTH = 60;
const HEIGHT = 40;

/** Most drawings bring a tile of about this shape; those that don't get room around them. */
const isTile = (ratio: number): boolean => ratio > 1.45 && ratio < 1.65;

const SIGNS = {
  bank: '<path fill="none" stroke="#3c4257" stroke-linejoin="round" stroke-width="2.400" d="M20 17.500 30 11l10 6.500zM23 18v9m7-9v9m7-9v9M20 29h20"/>',
  card: '<rect width="28" height="20" x="16" y="10" fill="#3c4257" rx="3"/><path fill="#fff" d="M16 15h28v3.500H16zM20 24h7v2h-7z"/>',
  coin: '<circle cx="30" cy="20" r="11" fill="#3c4257"/><path fill="none" stroke="#fff" stroke-linecap="round" stroke-width="2.200" d="M33.500 16.500c-.600-1.300-2-2-3.500-2-2 0-3.600 1-3.600 2.700 0 3.900 7.400 1.700 7.400 5.600 0 1.700-1.700 2.700-3.800 2.700-1.700 0-3.200-.800-3.700-2.200M30 12.500v2m0 11v2"/>',
};

/** Every mark by the method's type, each a whole SVG document. */
export async function paymentMarks(): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for (const [type, mark] of Object.entries(MARKS)) marks.set(type, tidy(type, await tile(mark)));
  return marks;
}

/** Writes the marks to `folder`, each as `TYPE.svg`. */
export async function writeIcons(folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  for (const [type, svg] of await paymentMarks()) {
    fs.writeFileSync(path.join(folder, `${type}.svg`), svg);
  }
}

/** Whom the marks are from, and what may be done with them. */
export function iconsNotice(): string {
  const sources = PACKAGES.map((name) => {
    const { version, license, author, homepage, repository } = packageOf(name);
    const methods = Object.keys(MARKS).filter((type) => {
      const mark = MARKS[type];
      return mark && 'from' in mark && mark.from === name;
    });
    const by = typeof author === 'string' ? author : author?.name;
    const at = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
    return [
      `${name} ${version}`,
      `  licence: ${license}, as its package.json declares`,
      ...(by ? [`  author: ${by}`] : []),
      ...(at ? [`  ${at}`] : []),
      `  icons/: ${methods.join(', ')}`,
    ].join('\n');
  });
  return `Payment marks in icons/

The names and marks of payment methods are trademarks of their owners, whatever licence a drawing
of them is under. They are here to tell a shopper which methods a shop accepts. Drawings come from
the packages below, on a tile of one size; all other marks are plain type or signs of our own.

${sources.join('\n\n')}
`;
}

interface PackageManifest {
  version: string;
  license: string;
  author?: string | { name: string };
  homepage?: string;
  repository?: string | { url: string };
}

/** By its folder: not every package exports its `package.json`. */
function packageFolder(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    if (fs.existsSync(path.join(folder, name, 'package.json'))) return path.join(folder, name);
  }
  throw new Error(`${name} is not installed: npm ci`);
}

function packageOf(name: string): PackageManifest {
  const file = path.join(packageFolder(name), 'package.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as PackageManifest;
}

async function tile(mark: Mark): Promise<string> {
  const background = ('background' in mark && mark.background) || '#fff';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <clipPath id="tile"><rect width="${WIDTH}" height="${HEIGHT}" rx="5"/></clipPath>
    <g clip-path="url(#tile)">
      <rect width="${WIDTH}" height="${HEIGHT}" fill="${background}"/>
      ${await content(mark)}
    </g>
    <rect x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="4.5" fill="none"
      stroke="#000" stroke-opacity=".14"/>
  </svg>`;
}

async function content(mark: Mark): Promise<string> {
  if ('sign' in mark) return SIGNS[mark.sign];
  if ('text' in mark) return type(mark.text, mark.color);
  if (mark.from === 'react-pay-icons') return drawing(mark.name);
  return oneColour(mark.name);
}

function type(text: string, color = '#1a1f36'): string {
  const size = Math.min(18, 78 / text.length);
  return `<text x="30" y="${20 + size * 0.34}" font-family="system-ui,sans-serif" font-size="${size}"
    font-weight="700" text-anchor="middle" fill="${color}">${text}</text>`;
}

/** The package ships React components; what they render is the drawing. */
async function drawing(name: string): Promise<string> {
  const file = path.join(packageFolder('react-pay-icons'), 'lib', `${name}.js`);
  const { default: component } = (await import(file)) as { default: FunctionComponent };
  const svg = renderToStaticMarkup(createElement(component));
  const [width = NaN, height = NaN] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg)?.slice(1) ?? [];
  const full = isTile(Number(width) / Number(height));
  return svg.replace(
    '<svg',
    full
      ? `<svg width="${WIDTH}" height="${HEIGHT}" preserveAspectRatio="xMidYMid slice"`
      : `<svg x="6" y="6" width="${WIDTH - 12}" height="${HEIGHT - 12}"`,
  );
}

function oneColour(name: string): string {
  const file = path.join(packageFolder('@iconify-json/simple-icons'), 'icons.json');
  const { icons } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    icons: Record<string, { body: string } | undefined>;
  };
  const body = icons[name]?.body;
  if (!body) throw new Error(`simple-icons has no ${name}`);
  return `<svg x="19" y="9" width="22" height="22" viewBox="0 0 24 24" color="#fff">${body}</svg>`;
}

/** Small, without anything that runs, and with ids that no other mark has. */
function tidy(type: string, svg: string): string {
  const plugins: PluginConfig[] = [
    'preset-default',
    'removeScripts',
    { name: 'prefixIds', params: { prefix: type, delim: '-' } },
  ];
  return `${optimize(svg, { multipass: true, floatPrecision: 2, plugins }).data}\n`;
}
