const PARENTHESIS = '('.charCodeAt(0);
const CLOSING_PARENTHESIS = ')'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const CLOSING_BRACKET = ']'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/**
 * Finds the commas between arguments: those in `()`, in `[]`, in quotes and behind a backslash separate none.
 *
 * Fact: main/app.c, `__ast_app_separate_args`.
 */
export class ArgumentSplitter {
  private parentheses = 0;
  private brackets = 0;
  private quoted = false;
  private escaped = false;

  /** @param separator the code of a character */
  constructor(private readonly separator: number) {}

  /** Takes the code of the next character. */
  isSeparator(char: number): boolean {
    if (this.escaped) {
      this.escaped = false;
      return false;
    }
    if (char === PARENTHESIS) this.parentheses++;
    else if (char === CLOSING_PARENTHESIS) this.parentheses = Math.max(0, this.parentheses - 1);
    else if (char === BRACKET) this.brackets++;
    else if (char === CLOSING_BRACKET) this.brackets = Math.max(0, this.brackets - 1);
    else if (char === QUOTE) this.quoted = !this.quoted;
    else if (char === BACKSLASH) this.escaped = true;
    else return char === this.separator && this.parentheses === 0 && this.brackets === 0 && !this.quoted;
    return false;
  }
}

/** An argument as its application sees it: without quotes, and without backslashes that protect something. */
export function unquoted(argument: string): string {
  return argument.replace(/\\(.?)|"/gs, '$1');
}
