import * as vscode from 'vscode';
import { Emitter } from '../../ari/emitter';
import { AriError } from '../../ari/errors';
import { plain } from '../../ari/text';
import { runCommand } from './commandRun';
import { explain } from './explain';
import { message } from './text';

/** Characters of a sentence of ours: a path in it may be long, and what to do comes last. */
const LONGEST = 1_000;

/** A button of an error message. */
export interface Remedy {
  readonly title: string;
  readonly run: () => unknown;
}

/** Thrown when a person closed a picker or said no: ends the command in silence. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled by the user');
  }
}

/** An error whose message is already a sentence for people, with the buttons that help. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly remedies: readonly Remedy[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What a person is told of an error, and the buttons that help. */
export interface Explanation {
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

/** A failure that a person was told of. */
export interface Report {
  readonly error: unknown;
  /** What was going on: a command's id, mostly. */
  readonly doing: string;
  /** What the person read. */
  readonly sentence: string;
  /** The titles of the buttons below it. */
  readonly buttons: readonly string[];
}

/** Where every failure of a command goes: its cause chain to the log, one message to the person. */
export class Reporter {
  readonly #reports = new Emitter<Report>();
  /** Each failure, as it is shown. */
  readonly onReport = this.#reports.event;

  #explainer: (error: AriError) => Explanation | undefined = () => undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** From now on asks this first what an error of ARI's means; what it knows nothing of is explained from the error alone. */
  explainWith(explainer: (error: AriError) => Explanation | undefined): void {
    this.#explainer = explainer;
  }

  /** Registers a command whose failures are reported. Arguments come from anywhere and are unknown until looked at. */
  command(id: string, run: (...args: readonly unknown[]) => unknown): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...given: unknown[]): Promise<unknown> => {
      // A key binding can hand over one value only: a list of them stands for several.
      const args: readonly unknown[] = given.length === 1 && Array.isArray(given[0]) ? given[0] : given;
      try {
        return await runCommand(args[1], () => run(...args));
      } catch (error) {
        this.report(error, id);
        return undefined;
      }
    });
  }

  /** @param doing what was going on, for the log. */
  report(error: unknown, doing: string): void {
    if (error instanceof Cancelled || (error instanceof AriError && error.failure === 'cancelled')) return;
    this.log.error(`${doing}: ${causeChain(error)}`);
    const known = error instanceof AriError ? this.#explainer(error) : undefined;
    const remedies = error instanceof UserError ? error.remedies : (known?.remedies ?? []);
    const showLog: Remedy = { title: vscode.l10n.t('Show Log'), run: () => this.log.show() };
    const buttons = [...remedies, showLog];
    const sentence = known?.sentence ?? (error instanceof UserError ? message(error.message, LONGEST) : explain(error));
    this.#reports.fire({ error, doing, sentence, buttons: buttons.map(({ title }) => title) });
    void vscode.window.showErrorMessage(sentence, ...buttons.map(({ title }) => title)).then((chosen) => {
      const button = buttons.find(({ title }) => title === chosen);
      void Promise.resolve(button?.run()).catch((cause: unknown) => this.report(cause, chosen ?? doing));
    });
  }
}

/**
 * An error and what caused it, outermost first, with the stack of the innermost. Each line is cleaned, and all but the
 * first are indented: what a server answered looks like no entry of the log.
 */
export function causeChain(error: unknown): string {
  return textOf(error)
    .split('\n')
    .map((line) => plain(line).trim())
    .join('\n    ');
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined ? (error.stack ?? own) : `${own}\ncaused by ${textOf(error.cause)}`;
}
