import { generateCustomData } from 'cem-plugin-vs-code-custom-data-generator';
import { generateJsxTypes } from 'custom-element-jsx-integration';

/** Editors and JSX frameworks read files of their own; both are derived from the finished manifest. */
const derivedFiles = {
  name: 'tender-derived-files',
  packageLinkPhase({ customElementsManifest }) {
    generateCustomData(customElementsManifest, {
      outdir: 'dist',
      htmlFileName: 'vscode.html-custom-data.json',
      cssFileName: 'vscode.css-custom-data.json',
    });
    generateJsxTypes(customElementsManifest, {
      outdir: 'dist',
      fileName: 'jsx.d.ts',
      modulePath: () => './components/index.js',
    });
  },
};

export default {
  globs: ['components/**/*.ts'],
  exclude: ['components/locales/**', 'components/**/*.styles.ts', 'components/**/*.d.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [derivedFiles],
};
