import path from 'node:path';

/** What we understand of desktop VS Code's command line. */
export interface CommandLine {
  /** Absolute paths. */
  readonly folder?: string;
  readonly extensions: readonly string[];
  readonly tests?: string;
  readonly userData?: string;
  readonly disableExtensions: boolean;
}

const toPath = (value: string): string => (value.startsWith('file:') ? new URL(value).pathname : path.resolve(value));

/** Reads `--name=value` and `--flag` options and the folder to open. Options that mean nothing here are left out. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const options = new Map<string, string[]>();
  const targets: string[] = [];
  for (const argument of args) {
    const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name) options.set(name, [...(options.get(name) ?? []), value]);
    else targets.push(argument);
  }
  const last = (name: string): string | undefined => options.get(name)?.at(-1);
  const [folder, tests, userData] = [
    last('folder-uri') ?? targets[0],
    last('extensionTestsPath'),
    last('user-data-dir'),
  ];
  return {
    ...(folder && { folder: toPath(folder) }),
    ...(tests && { tests: toPath(tests) }),
    ...(userData && { userData: toPath(userData) }),
    extensions: (options.get('extensionDevelopmentPath') ?? []).map(toPath),
    disableExtensions: options.has('disable-extensions'),
  };
}
