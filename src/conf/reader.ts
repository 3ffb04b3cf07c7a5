/**
 * Where configuration files come from: a disk, a workspace, a test's table. Paths are absolute with forward slashes
 * (on Windows: the path of a file URI).
 */
export interface FileReader {
  /** The text of a regular file, decoded as UTF-8; undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** The names of what is in a folder; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** The folder of a path, without its trailing slash. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** An absolute path without `.`, `..` and empty segments. */
export function plainPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}
