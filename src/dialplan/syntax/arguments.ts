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

  constructor(private readonly separator = ',') {}

  /** Takes the next character. */
  isSeparator(char: string): boolean {
    if (this.escaped) {
      this.escaped = false;
      return false;
    }
    if (char === '(') this.parentheses++;
    else if (char === ')') this.parentheses = Math.max(0, this.parentheses - 1);
    else if (char === '[') this.brackets++;
    else if (char === ']') this.brackets = Math.max(0, this.brackets - 1);
    else if (char === '"') this.quoted = !this.quoted;
    else if (char === '\\') this.escaped = true;
    else return char === this.separator && this.parentheses === 0 && this.brackets === 0 && !this.quoted;
    return false;
  }
}

/** An argument as its application sees it: without quotes, and without backslashes that protect something. */
export function unquoted(argument: string): string {
  return argument.replace(/\\(.?)|"/gs, '$1');
}
