/** What is said before the library, which has all other words, is there. */

import en from './words/en.js';
import id from './words/id.js';

export type LoadingWords = Readonly<Record<keyof typeof id, string>> & { readonly language: string };

const WORDS: Readonly<Record<string, Omit<LoadingWords, 'language'>>> = { en, id };

/** In the first of `languages` that we speak, or else in Indonesian. */
export function loadingWords(languages: readonly string[]): LoadingWords {
  const language = languages.map((tag) => tag.toLowerCase().split(/[-_]/)[0] ?? '').find((tag) => tag in WORDS) ?? 'id';
  return { ...(WORDS[language] ?? id), language };
}
