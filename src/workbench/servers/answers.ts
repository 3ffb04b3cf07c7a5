import * as vscode from 'vscode';
import { writeApproved } from '../common/commandRun';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';
import { productionNote } from './production';
import type { Server } from './server';

/** A question before something is destroyed. */
export interface Confirmation {
  /** One sentence that ends in a question mark. */
  readonly question: string;
  /** What will be lost, or what else there is to know. */
  readonly detail?: string;
  /** The verb on the button. */
  readonly button: string;
  /** The server that a yes writes to: if it is marked as production, that is asked in one. */
  readonly on?: Server;
}

/**
 * What a command was told beforehand, by a key binding, another extension or a test: what is given is not asked. Comes
 * from anywhere, so every answer is checked when it is read.
 */
export class Answers {
  readonly #given: Readonly<Record<string, unknown>>;
  /** Whether there are answers at all: then questions that have a good default are not asked either. */
  readonly any: boolean;

  /** @param given The second argument of a command. A tree hands over its selection there, which is no answer. */
  constructor(given: unknown) {
    this.any = typeof given === 'object' && given !== null && !Array.isArray(given);
    this.#given = this.any ? (given as Record<string, unknown>) : {};
  }

  /** @throws UserError when there is something else than a text. */
  text(name: string): string | undefined {
    const value = this.#given[name];
    if (value === undefined || typeof value === 'string') return value;
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be a text.', message(name)));
  }

  /** @throws UserError when there is something else than a finite number. */
  number(name: string): number | undefined {
    const value = this.#given[name];
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be a number.', message(name)));
  }

  /** @throws UserError when there is something else than true or false. */
  flag(name: string): boolean | undefined {
    const value = this.#given[name];
    if (value === undefined || typeof value === 'boolean') return value;
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be true or false.', message(name)));
  }

  /** Several texts; one may stand alone. @throws UserError when there is something else. */
  list(name: string): readonly string[] | undefined {
    const value = this.#given[name];
    if (typeof value === 'string') return [value];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be a list of texts.', message(name)));
  }

  /** Texts by name. @throws UserError when there is something else. */
  record(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.#given[name];
    if (value === undefined) return undefined;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const entries = Object.entries(value);
      if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
        return Object.fromEntries(entries);
      }
    }
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be texts by name.', message(name)));
  }

  /** One of a few words. @throws UserError when there is something else. */
  oneOf<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.#given[name];
    const found = words.find((word) => word === value);
    if (value === undefined || found !== undefined) return found;
    throw new UserError(vscode.l10n.t('The answer “{0}” has to be one of: {1}.', message(name), words.join(', ')));
  }

  /** Asks, unless `confirmed: true` was given. @throws Cancelled when the answer is no. */
  async confirm({ question, detail, button, on }: Confirmation): Promise<void> {
    if (this.flag('confirmed') === true) return;
    const note = on?.profile.production === true ? productionNote(on.name) : undefined;
    const details = [note, detail].filter((part) => part !== undefined);
    const options = { modal: true, ...(details.length === 0 ? {} : { detail: details.join(' ') }) };
    if ((await vscode.window.showWarningMessage(question, options, button)) !== button) throw new Cancelled();
    if (on) writeApproved(on.name);
  }
}

/** The answers in a command's second argument; none when that is something else. */
export function readAnswers(given: unknown): Answers {
  return new Answers(given);
}
