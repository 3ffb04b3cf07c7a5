import type { TextDocument } from 'vscode';
import { SyntaxCache } from '../../dialplan/syntax/parseDialplan';
import type { DialplanSyntax } from '../../dialplan/syntax/syntax';

interface Parsed {
  readonly cache: SyntaxCache;
  readonly version: number;
  readonly lines: readonly string[];
  readonly syntax: DialplanSyntax;
}

/** What open documents say, read once for each version of their text, and of that only what is new. */
export class DialplanDocuments {
  readonly #parsed = new WeakMap<TextDocument, Parsed>();

  syntaxOf(document: TextDocument): DialplanSyntax {
    return this.#read(document).syntax;
  }

  /** As the parser cuts them: without the line feed, perhaps with a carriage return. */
  linesOf(document: TextDocument): readonly string[] {
    return this.#read(document).lines;
  }

  /** What has read the versions of a document so far, for others who read it too. */
  cacheOf(document: TextDocument): SyntaxCache {
    return this.#read(document).cache;
  }

  #read(document: TextDocument): Parsed {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const cache = known?.cache ?? new SyntaxCache();
    const parsed = { cache, version: document.version, lines: text.split('\n'), syntax: cache.parse(text) };
    this.#parsed.set(document, parsed);
    return parsed;
  }
}
