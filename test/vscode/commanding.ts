import * as vscode from 'vscode';
import type { AnyEvent, AriEvent } from '../../src/ari/events';
import type { Report } from '../../src/workbench/common/report';
import type { Server } from '../../src/workbench/servers/server';
import type { Target, TargetKind } from '../../src/workbench/servers/target';
import { until } from '../support/until';
import { internals } from './support';

/** What a command is told to act on, as a tree node would tell it. */
export function targetOf(server: Server, kind: TargetKind, id: string): Target {
  return { kind, serverName: server.name, id };
}

/** How a command ended: with a value, or with what the person was told. */
export interface Outcome {
  readonly value: unknown;
  readonly reports: readonly Report[];
}

/** Runs a command and hears what is reported meanwhile. */
export async function outcomeOf(command: string, ...args: readonly unknown[]): Promise<Outcome> {
  const { workbench } = await internals();
  const reports: Report[] = [];
  const hearing = workbench.reporter.onReport((report) => {
    // What was noticed of something earlier is not this command's.
    if (report.doing === command) reports.push(report);
  });
  try {
    return { value: await vscode.commands.executeCommand(command, ...args), reports };
  } finally {
    hearing.dispose();
  }
}

/** Runs a command that must succeed, and gives what it returned. */
export async function run<T>(command: string, ...args: readonly unknown[]): Promise<T> {
  const { value, reports } = await outcomeOf(command, ...args);
  const [report] = reports;
  if (report) throw new Error(`${command}: ${report.sentence}`, { cause: report.error });
  if (value === undefined) throw new Error(`${command} returned nothing`);
  return value as T;
}

/** Runs a command that must be refused, and gives the sentence that the person read. */
export async function refusalOf(command: string, ...args: readonly unknown[]): Promise<string> {
  const { value, reports } = await outcomeOf(command, ...args);
  if (value !== undefined) throw new Error(`${command} succeeded`);
  if (reports.length !== 1) throw new Error(`${command} reported ${reports.length} failures`);
  return reports[0]!.sentence;
}

/** Collects the events of all servers until it is disposed of. */
export class EventLog implements vscode.Disposable {
  readonly events: { readonly server: string; readonly event: AnyEvent }[] = [];
  readonly #hearing: vscode.Disposable;

  private constructor(hearing: (log: EventLog) => vscode.Disposable) {
    this.#hearing = hearing(this);
  }

  static async start(): Promise<EventLog> {
    const { workbench } = await internals();
    return new EventLog((log) =>
      workbench.registry.onEvent(({ server, event }) => log.events.push({ server: server.name, event })),
    );
  }

  /** Waits for an event that came since the start, or comes within five seconds. */
  next<T extends AriEvent['type']>(
    type: T,
    fits: (event: Extract<AriEvent, { type: T }>, server: string) => boolean = () => true,
  ): Promise<Extract<AriEvent, { type: T }>> {
    return until(
      () => {
        for (const { server, event } of this.events) {
          if (event.type === type && fits(event as Extract<AriEvent, { type: T }>, server)) return event;
        }
        return undefined;
      },
      { what: `the event ${type}` },
    ) as Promise<Extract<AriEvent, { type: T }>>;
  }

  dispose(): void {
    this.#hearing.dispose();
  }
}

type ShowWarning = typeof vscode.window.showWarningMessage;

/**
 * Answers the next modal warnings as a person would, since no test can click on them from inside.
 * @param answer the button to press; nothing stands for Escape
 * @returns the questions that were asked
 */
export async function answering<T>(
  answer: string | undefined,
  action: () => Promise<T>,
): Promise<{ result: T; questions: readonly string[] }> {
  const window = vscode.window as { showWarningMessage: ShowWarning };
  const original = window.showWarningMessage;
  const questions: string[] = [];
  window.showWarningMessage = (question: string) => {
    questions.push(question);
    return Promise.resolve(answer);
  };
  try {
    return { result: await action(), questions };
  } finally {
    window.showWarningMessage = original;
  }
}

/** Presses Enter in the quick pick or input box that is open, again and again until the action is over. */
export async function pressingEnter<T>(action: () => Promise<T>, command = ACCEPT): Promise<T> {
  let over = false;
  const result = action().finally(() => (over = true));
  await until(
    async () => {
      if (!over) await vscode.commands.executeCommand(command);
      return over;
    },
    { what: 'the questions to end', intervalMs: 100, timeoutMs: 15_000 },
  );
  return result;
}

/** The command behind Enter in a quick pick. */
export const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
/** The command behind Escape in a quick pick. */
export const ESCAPE = 'workbench.action.closeQuickOpen';

/** What modal warnings said and offered while an action ran. */
export interface Warned<T> {
  readonly result: T;
  /** Sentence and detail of each. */
  readonly questions: readonly string[];
  readonly buttons: readonly (readonly string[])[];
}

/** As {@link answering}, and tells all that the warnings said. */
export async function asked<T>(answer: string | undefined, action: () => Promise<T>): Promise<Warned<T>> {
  const window = vscode.window as { showWarningMessage: ShowWarning };
  const original = window.showWarningMessage;
  const questions: string[] = [];
  const buttons: string[][] = [];
  const show = (
    question: string,
    { detail }: vscode.MessageOptions,
    ...items: string[]
  ): Promise<string | undefined> => {
    questions.push([question, detail].filter(Boolean).join('\n'));
    buttons.push(items);
    return Promise.resolve(items.find((item) => item === answer));
  };
  window.showWarningMessage = show;
  try {
    return { result: await action(), questions, buttons };
  } finally {
    window.showWarningMessage = original;
  }
}
