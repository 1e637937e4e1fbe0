/** The `package.json` of the published package, derived from the workspace's own. */
import fs from 'node:fs';
import path from 'node:path';
import { FRAMEWORKS } from './framework-types.ts';

interface Manifest {
  version: string;
  description: string;
  license: string;
  dependencies: Record<string, string>;
}

const entry = (file: string): { types: string; default: string } => ({
  types: `./${file}.d.ts`,
  default: `./${file}.js`,
});

/**
 * Consumers get the runtime dependencies and nothing of the workspace: the Node, Chromium and
 * PostgreSQL that the tests use stay here.
 */
export function publishedManifest(root: string): string {
  const workspace = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as Manifest;
  const manifest = {
    name: 'tender',
    version: workspace.version,
    description: workspace.description,
    license: workspace.license,
    type: 'module',
    // `node:sqlite` without a flag.
    engines: { node: '>=24' },
    bin: { tender: './server/cli/main.js' },
    exports: {
      '.': entry('server/core'),
      './elements': entry('components/index'),
      './backoffice': entry('components/backoffice/index'),
      './server': entry('server/index'),
      './sandbox': entry('demo/sandbox/index'),
      ...Object.fromEntries(
        FRAMEWORKS.map((framework) => [`./${framework}`, entry(`frameworks/${framework}`)]),
      ),
      './custom-elements.json': './custom-elements.json',
      './vscode.html-custom-data.json': './vscode.html-custom-data.json',
      './vscode.css-custom-data.json': './vscode.css-custom-data.json',
      './package.json': './package.json',
    },
    customElements: 'custom-elements.json',
    // Importing the elements defines them.
    sideEffects: ['./components/index.js', './components/backoffice/index.js', './browser/*.js'],
    // The workspace pins what it tests with; a consumer shares what he has, within a major.
    dependencies: Object.fromEntries(
      Object.entries(workspace.dependencies).map(([name, version]) => [name, `^${version}`]),
    ),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
