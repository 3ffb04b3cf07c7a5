import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileReader } from '../conf/reader';

/** Files of the disk, as Asterisk would read them. Only regular ones: a device or a pipe might never end. */
export const diskReader: FileReader = {
  async read(file) {
    const native = nativePath(file);
    try {
      if (!(await fs.stat(native)).isFile()) return undefined;
      // Without a byte order mark, so that columns are an editor's.
      return new TextDecoder().decode(await fs.readFile(native));
    } catch {
      // There is no such file, or nobody may read it: Asterisk could not either.
      return undefined;
    }
  },
  async list(folder) {
    return fs.readdir(nativePath(folder || '/')).catch(() => []);
  },
};

/** The path of a file as a `FileReader` has it: absolute, with forward slashes. */
export function readerPath(native: string): string {
  const absolute = path.resolve(native);
  return path.sep === '/' ? absolute : `/${absolute.split(path.sep).join('/')}`;
}

/** The other way round. */
export function nativePath(file: string): string {
  return path.sep === '/' ? file : path.normalize(file.replace(/^\/(?=[A-Za-z]:)/, ''));
}
