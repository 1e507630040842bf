/** The page's words. */

import en from './words/en.js';
import id from './words/id.js';

export type PageWords = Readonly<Record<keyof typeof id, string>> & { readonly endonym: string };

/** By the language's tag. */
export const WORDS: Readonly<Record<string, PageWords>> = {
  id: { ...id, endonym: 'Bahasa Indonesia' },
  en: { ...en, endonym: 'English' },
};
