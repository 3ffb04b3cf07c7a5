import fs from 'node:fs/promises';
import path from 'node:path';
import { loadProject, rootsOf, type DialplanProject } from '../dialplan/index/project';
import type { Finding } from '../dialplan/lint/finding';
import { lintProject, type SeverityChoices } from '../dialplan/lint/lint';
import { diskReader, nativePath, readerPath } from './diskReader';
import { Misuse } from './options';

export interface Checked {
  /** In the order of what was asked for, then of files and lines; each once, though two dialplans may share a file. */
  readonly findings: readonly Finding[];
  /** How many files were read. */
  readonly files: number;
}

/**
 * Reads dialplans from the disk and looks for what is wrong in them.
 * @param paths files and folders; one that another includes is checked as a part of that one
 * @throws Misuse where there is no such file, and where it cannot be read
 */
export async function check(paths: readonly string[], choices: SeverityChoices): Promise<Checked> {
  const roots = new Set<string>();
  for (const one of paths) roots.add(readerPath(await rootOf(one)));
  const all: DialplanProject[] = [];
  for (const root of roots) {
    const project = await loadProject(diskReader, root);
    if (!project.files.has(root))
      throw new Misuse(`${nativePath(root)} cannot be read: it is no file, or not for you.`);
    all.push(project);
  }
  const projects = wholesOf(all);
  const findings = new Map<string, Finding>();
  for (const finding of projects.flatMap((project) => lintProject(project, choices))) {
    const { code, file, span, message } = finding;
    const key = JSON.stringify([code, file, span, message]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  const files = new Set(projects.flatMap((project) => [...project.files.keys()])).size;
  return { findings: [...findings.values()], files };
}

/** Those that are no part of another one. */
function wholesOf(all: readonly DialplanProject[]): DialplanProject[] {
  const roots = rootsOf(
    all.map(({ root }) => root),
    all,
  );
  const found = all.filter(({ root }) => roots.includes(root));
  // Of files that include each other in a circle none is a root: the first stands for all.
  for (const project of all) if (!found.some(({ files }) => files.has(project.root))) found.push(project);
  return found;
}

async function rootOf(given: string): Promise<string> {
  const stats = await fs.stat(given).catch(() => undefined);
  if (!stats) throw new Misuse(`There is no file ${given}.`);
  if (!stats.isDirectory()) return given;
  const root = path.join(given, 'extensions.conf');
  if ((await fs.stat(root).catch(() => undefined))?.isFile()) return root;
  throw new Misuse(`The folder ${given} has no extensions.conf.`);
}
