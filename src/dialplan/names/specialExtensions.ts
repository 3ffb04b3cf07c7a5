import { wordsOf } from './words';

/** Extensions that Asterisk goes to by itself: by their names it knows them. */
export const SPECIAL_EXTENSIONS: ReadonlySet<string> = new Set(wordsOf('s h i t T o a e fax failed'));
