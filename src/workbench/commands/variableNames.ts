/** What is known of variables by their names alone. */

// Reading these does something, or reaches outside of Asterisk (funcs/func_*.c; those guarded by live_dangerously, and
// those that count, lock, fetch or evaluate).
const ACTIVE_READS = new Set(
  'SHELL EVAL CURL FILE FILE_COUNT_LINE FILE_FORMAT DB_DELETE REALTIME_DESTROY INC DEC LOCK TRYLOCK UNLOCK'.split(' '),
);

/** Variables that are worth a look on most channels. */
export const COMMON_CHANNEL_VARIABLES: readonly string[] = [
  'CALLERID(num)',
  'CALLERID(name)',
  'CONNECTEDLINE(num)',
  'CHANNEL(state)',
  'CHANNEL(language)',
  'CHANNEL(musicclass)',
  'CHANNEL(audionativeformat)',
  'CHANNEL(linkedid)',
  'DIALSTATUS',
  'HANGUPCAUSE',
  'STASISSTATUS',
  'EXTEN',
  'CONTEXT',
];

/** Variables that every Asterisk has. */
export const COMMON_GLOBAL_VARIABLES: readonly string[] = [
  'SYSTEMNAME',
  'ENTITYID',
  'ASTETCDIR',
  'ASTSPOOLDIR',
  'EPOCH',
];

/** Whether a name is that of a dialplan function: `CALLERID(num)`. Writing to one makes the server run it. */
export function isFunction(name: string): boolean {
  return name.includes('(');
}

/** Whether reading it does more than look. */
export function isActiveRead(name: string): boolean {
  const [, called = ''] = /^\s*([A-Za-z0-9_]+)\s*\(/.exec(name) ?? [];
  return ACTIVE_READS.has(called.toUpperCase()) || called.toUpperCase().startsWith('ODBC_');
}

/** Reads `NAME=value`; nothing when it is not that. The value may be empty and may hold more equals signs. */
export function parseAssignment(text: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = /^\s*([^\s=]+)\s*=\s*(.*?)\s*$/su.exec(text) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}
