/** An Asterisk that is there already. */
export interface ExistingServer {
  /** Scheme, host, port and prefix, without user and password. */
  readonly url: string;
  /** The user that the address names, if any. */
  readonly username?: string;
}

/**
 * Reads the command line: nothing, or `--server URL` where the URL may name a user.
 *
 * @throws Error with one sentence for everything else. A password is refused: it would be kept in the shell's history.
 */
export function parseArguments(args: readonly string[]): ExistingServer | undefined {
  const words = args.flatMap((argument) =>
    argument.startsWith('--server=') ? ['--server', argument.slice('--server='.length)] : [argument],
  );
  if (!words.length) return undefined;
  const [option, address, ...rest] = words;
  if (option !== '--server' || address === undefined || rest.length) {
    throw new Error('Usage: npm run demo [-- --server http://user@host:8088]');
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`${address} is not an http or https address.`);
  if (url.password)
    throw new Error('Leave the password out of the address: ARI Workbench asks for it and keeps it safe.');
  const username = decodeURIComponent(url.username);
  url.username = '';
  return { url: url.href.replace(/\/+$/, ''), ...(username && { username }) };
}
