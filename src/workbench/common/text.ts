import { plain } from '../../ari/text';

/** Text for labels in which VS Code would turn `$(name)` into an icon: quick picks, the status bar. Safe to do twice. */
export function label(text: string, maxLength?: number): string {
  return plain(text, maxLength).replace(/(?<!\\)\$\(/g, '\\$(');
}

/**
 * Text for a notification, in which VS Code would turn `[text](command:…)` into a link that runs a command. A space
 * between the brackets keeps the words and takes the link away.
 */
export function message(text: string, maxLength = 300): string {
  return plain(text, maxLength).replace(/\](\s*)\(/g, '] $1(');
}

/** Text for the line below an input box, in which VS Code makes links as in a notification and icons as in a label. */
export function prompt(text: string, maxLength = 500): string {
  return label(message(text, maxLength));
}
