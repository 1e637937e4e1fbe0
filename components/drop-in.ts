/**
 * What a page loads with one script tag: the elements, and by `import` what no tag offers. Their classes
 * are for those who bundle.
 *
 * @module
 */
import './index.ts';

export { setTexts } from './locales/texts.ts';
