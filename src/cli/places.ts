import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Span } from '../conf/tree';
import { nativePath } from './diskReader';

/** Lines and columns from 1, columns in UTF-16 units; the end is exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function regionOf({ line, start, end }: Span): Region {
  return { startLine: line + 1, startColumn: start + 1, endLine: line + 1, endColumn: end + 1 };
}

/** How to name a file to somebody who stands in a folder: from there where it lies below, otherwise in full. */
export function shownPath(file: string, folder: string): string {
  return relativePath(file, folder) ?? nativePath(file);
}

/** The same as a URI: relative, without a scheme, where the file lies below the folder. */
export function shownUri(file: string, folder: string): string {
  const relative = relativePath(file, folder);
  if (relative === undefined) return pathToFileURL(nativePath(file)).href;
  return relative.split('/').map(encodeURIComponent).join('/');
}

function relativePath(file: string, folder: string): string | undefined {
  const relative = path.relative(folder, nativePath(file));
  if (relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) return undefined;
  return relative.split(path.sep).join('/');
}
