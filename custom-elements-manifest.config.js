import { keepPublic } from './tools/manifest.ts';

export default {
  globs: ['components/**/*.ts'],
  exclude: ['components/locales/**', 'components/**/*.styles.ts', 'components/**/*.d.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'tender-public',
      packageLinkPhase: ({ customElementsManifest }) => keepPublic(customElementsManifest),
    },
  ],
};
