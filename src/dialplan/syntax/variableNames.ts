/**
 * Functions of which an argument is the name of a variable, written without `${}`: in which place it stands, from 0. Those
 * of other channels and of hashes are taken for the same names. Facts: the functions' own documentation in Asterisk 22.10.
 */
export const FUNCTIONS_OF_VARIABLES: ReadonlyMap<string, number> = new Map([
  ...[
    ...['GLOBAL', 'LOCAL', 'SET', 'DELETE', 'VARIABLE_EXISTS', 'GLOBAL_DELETE', 'GLOBAL_EXISTS', 'INC', 'DEC'],
    ...['CUT', 'FIELDQTY', 'FIELDNUM', 'LISTFILTER', 'SHIFT', 'POP', 'PUSH', 'UNSHIFT', 'HASH', 'HASHKEYS'],
    ...['REPLACE', 'STRREPLACE', 'STRBETWEEN', 'JSON_DECODE'],
  ].map((name) => [name, 0] as const),
  ['IMPORT', 1],
  ['EXPORT', 1],
  ['LOCAL_PEEK', 1],
]);

/** The same of applications, by their names in lower case. */
export const APPLICATIONS_OF_VARIABLES: ReadonlyMap<string, number> = new Map([
  ['read', 0],
  ['readexten', 0],
  ['receivemf', 0],
  ['receivesf', 0],
  ['clearhash', 0],
  ['meetmecount', 1],
]);
