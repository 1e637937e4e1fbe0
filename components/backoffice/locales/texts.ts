import type { en } from './en.ts';

export type TextKey = keyof typeof en;
/** Every text of the back office in one language. */
export type Texts = Record<TextKey, string>;
