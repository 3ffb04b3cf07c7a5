/** What a token is: the custom ones are declared in package.json. Their order is their number. */
export const TOKEN_TYPES = [
  'comment',
  'keyword',
  'operator',
  'string',
  'number',
  'variable',
  'property',
  'asteriskContext',
  'asteriskExtension',
  'asteriskPatternClass',
  'asteriskPatternSet',
  'asteriskWildcard',
  'asteriskPriority',
  'asteriskLabel',
  'asteriskApplication',
  'asteriskFunction',
] as const;

export const TOKEN_MODIFIERS = ['declaration', 'template'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** A token; its columns are UTF-16 units of its line. */
export interface Token {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifier: TokenModifier | undefined;
}
