import fs from 'node:fs';
import path from 'node:path';

/** What the documentation says of a code. */
export interface Explanation {
  /** One sentence without markup. */
  readonly summary: string;
  readonly markdown: string;
}

/** What this program is, from the files beside it. */
export interface Product {
  readonly version: string;
  /** Where its repository can be looked at; undefined where package.json names none. */
  readonly homepage: string | undefined;
  /** By code. Empty where the documentation was left behind. */
  readonly explanations: ReadonlyMap<string, Explanation>;
}

/** @param root the folder with package.json and docs */
export function readProduct(root: string): Product {
  const { version = '0.0.0', homepage } = JSON.parse(read(root, 'package.json') ?? '{}') as Partial<Product>;
  return { version, homepage, explanations: explanationsIn(read(root, 'docs', 'dialplan-diagnostics.md') ?? '') };
}

/** The sections of a page by their headings of the second level, without the severity: that is the setting's matter. */
export function explanationsIn(page: string): Map<string, Explanation> {
  const explanations = new Map<string, Explanation>();
  for (const section of page.split(/^(?=##? )/m)) {
    const [heading = '', ...lines] = section.split('\n');
    if (!heading.startsWith('## ')) continue;
    const markdown = lines
      .join('\n')
      .replace(/^Severity: \w+$/m, '')
      .replace(/^```asterisk .*$/gm, '```asterisk')
      .trim();
    const [paragraph = ''] = markdown.split(/\n\s*\n/);
    explanations.set(heading.slice(3).trim(), { summary: summaryOf(paragraph), markdown });
  }
  return explanations;
}

function summaryOf(paragraph: string): string {
  const text = paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ');
  // "_." is no sentence.
  return /^.{15,}?[.:](?=\s|$)/.exec(text)?.[0] ?? text;
}

function read(...parts: readonly string[]): string | undefined {
  try {
    return fs.readFileSync(path.join(...parts), 'utf8');
  } catch {
    return undefined;
  }
}
