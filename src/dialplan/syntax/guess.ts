/** Enough of a file to know what it is. */
const LOOKED_AT = 20_000;

/**
 * What a .conf file that nobody knows by its name is, from its text: a dialplan where extensions are written, another
 * file of Asterisk's where there are sections with templates or `=>`. Undefined: perhaps not Asterisk's at all.
 */
export function guessLanguage(text: string): 'dialplan' | 'conf' | undefined {
  const start = text.slice(0, LOOKED_AT);
  if (/^[ \t]*(?:exten|same)[ \t]*=>?[^\n]*,/im.test(start)) return 'dialplan';
  if (!/^[ \t]*\[[^\]\n]+\]/m.test(start)) return undefined;
  const isAsterisk = /^[ \t]*\[[^\]\n]+\]\([!+\w][^)\n]*\)|^[ \t]*[\w-]+[ \t]*=>|^[ \t]*;--(?!-)/m.test(start);
  return isAsterisk ? 'conf' : undefined;
}
