import type { FileReader } from '../../../src/conf/reader';

/** Files by their path. */
export function memoryReader(files: Readonly<Record<string, string>>): FileReader {
  return {
    read: (path) => Promise.resolve(files[path]),
    list: (folder) => {
      const prefix = folder.endsWith('/') ? folder : `${folder}/`;
      const below = Object.keys(files).filter((path) => path.startsWith(prefix));
      const names = below.map((path) => path.slice(prefix.length).split('/')[0] ?? '');
      // In no order: sorting is glob's task.
      return Promise.resolve([...new Set(names)].reverse());
    },
  };
}
