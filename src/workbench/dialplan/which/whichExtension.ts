import * as vscode from 'vscode';
import type { Place } from '../../../dialplan/dialplan';
import type { Answer, Explanation, Search } from '../../../dialplan/match/find';
import { readAnswers } from '../../servers/answers';
import { Cancelled } from '../../common/report';
import { askText } from '../../common/steps';
import { label } from '../../common/text';
import type { Workbench } from '../../servers/workbench';
import type { DialplanProjects } from '../projects';
import { askQuestion, knownFrom, timeOf, type Known, type Question } from './ask';
import { besidesOf, isCertain, rowsBefore, rowsBehind, type Besides } from './besides';
import { callOf, nameOf, placeOf, rowOf, type Row } from './rows';
import { rememberView } from './view';

/** What the command returns: what answers, and everything that was looked at. */
export interface WhichAnswer {
  readonly context: string;
  readonly number: string;
  readonly answer: FoundExtension | undefined;
  /** Extensions that match, in Asterisk's order. */
  readonly candidates: readonly (FoundExtension & { readonly verdict: string; readonly why: string })[];
  /** Nothing is asked before the answer that only the server knows, such as a `switch`. */
  readonly isCertain: boolean;
  /** Where nobody answers: the `i` or `e` that takes a call which is in the dialplan already. */
  readonly instead: FoundExtension | undefined;
  /** Where the number is typed: who could answer with more digits, for which Asterisk waits. */
  readonly more: FoundExtension | undefined;
}

interface FoundExtension {
  readonly context: string;
  /** With the caller's pattern behind a slash. */
  readonly extension: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const COMMAND = 'ari.dialplan.whichExtension';

const OTHER_TIME: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('watch'),
  tooltip: vscode.l10n.t('At Another Time…'),
};

/** Which extension answers a number, who else would, and why not: asked, shown and returned. */
export class WhichExtension {
  constructor(
    private readonly projects: DialplanProjects,
    private readonly workbench: Workbench,
  ) {}

  /** @param target of a lens: the file and the context; @param given `context`, `number`, `callerId`, `at`, `file` */
  async run(target: unknown, given: unknown): Promise<WhichAnswer> {
    const known = knownFrom(target, readAnswers(given));
    const question = await askQuestion(this.projects, known);
    const { matcher } = question.project;
    const explanation = matcher.explain(question.search);
    const besides = besidesOf(matcher, question.search, explanation);
    this.#show(known, question, explanation, besides);
    return answerOf(question.search, explanation, besides);
  }

  /** Stays open until it is dismissed; the command does not wait for that. */
  #show(known: Known, { search }: Question, explanation: Explanation, besides: Besides): void {
    const goBack = rememberView();
    const pick = vscode.window.createQuickPick<Row>();
    pick.title = titleOf(search, explanation);
    pick.placeholder = vscode.l10n.t('In the order in which Asterisk looks; each line leads to its place');
    const { decisions, answer } = explanation;
    const rows = decisions.map((decision) => rowOf(decision, answer, search.at));
    pick.items = [...rowsBefore(explanation), ...rows, ...rowsBehind(explanation, besides)];
    pick.activeItems = pick.items.filter(({ isAnswer }) => isAnswer === true);
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.buttons = [vscode.QuickInputButtons.Back, OTHER_TIME];
    pick.onDidTriggerButton((button) => {
      pick.hide();
      if (button === OTHER_TIME) void askAtAnotherTime(known, search);
      else void vscode.commands.executeCommand(COMMAND, askAgain(known, search));
    });
    pick.onDidChangeActive(([row]) => void this.#reveal(row?.place, true));
    let isChosen = false;
    pick.onDidAccept(() => {
      isChosen = true;
      void this.#reveal(pick.selectedItems[0]?.place, false);
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      if (!isChosen) void goBack();
    });
    pick.show();
    // VS Code tells only of lines that a person goes to.
    void this.#reveal(answer && placeOf(answer.extension), true);
  }

  async #reveal(place: Place | undefined, preview: boolean): Promise<void> {
    if (!place) return;
    const start = new vscode.Position(place.line, 0);
    try {
      await vscode.window.showTextDocument(this.projects.uriOf(place.file), {
        selection: new vscode.Range(start, start),
        preserveFocus: preview,
        preview,
      });
    } catch (error) {
      // The file may be gone since it was read: the answer is still there to be read.
      this.workbench.log.warn('The line of an extension cannot be shown.', error);
    }
  }
}

/** The same question, with what was typed to be changed. */
function askAgain({ uri }: Known, { context, number, callerId }: Search): Known {
  return { ...(uri && { uri }), context, typed: callerId === undefined ? number : `${number}/${callerId}` };
}

async function askAtAnotherTime({ uri }: Known, { context, number, callerId }: Search): Promise<void> {
  const prompt = vscode.l10n.t('When? In this machine’s time, such as 2026-01-31 18:30');
  const validate = (text: string): string | undefined => {
    try {
      timeOf(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  try {
    const at = await askText({ prompt, validate });
    await vscode.commands.executeCommand(COMMAND, { uri }, { context, number, callerId, at });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

function titleOf({ context, number, callerId, at }: Search, { answer, unknownContext }: Explanation): string {
  const dialled = dialledText(label(number), callerId ? label(callerId) : undefined, at?.toLocaleString());
  if (unknownContext) return vscode.l10n.t('There is no context [{0}]', label(context));
  if (!answer) return vscode.l10n.t('Nobody answers {0} in [{1}]', dialled, label(context));
  const name = label(nameOf(answer.extension));
  return answer.context.name === context
    ? vscode.l10n.t('{0} in [{1}]: {2} answers with {3}', dialled, label(context), name, callOf(answer))
    : vscode.l10n.t(
        '{0} in [{1}]: {2} of [{3}] answers with {4}',
        dialled,
        label(context),
        name,
        label(answer.context.name),
        callOf(answer),
      );
}

function dialledText(number: string, caller: string | undefined, time: string | undefined): string {
  if (caller !== undefined && time !== undefined) return vscode.l10n.t('{0} from {1} at {2}', number, caller, time);
  if (caller !== undefined) return vscode.l10n.t('{0} from {1}', number, caller);
  return time === undefined ? number : vscode.l10n.t('{0} at {1}', number, time);
}

function answerOf({ context, number }: Search, explanation: Explanation, { instead, more }: Besides): WhichAnswer {
  const { answer, decisions } = explanation;
  const candidates = decisions.flatMap((decision) => {
    if (decision.kind !== 'extension') return [];
    const { extension, verdict } = decision;
    const place = placeOf(extension);
    if (!place) return [];
    const why = rowOf(decision, answer).detail ?? '';
    return [{ ...found(decision.context.name, nameOf(extension), place), verdict: verdict.kind, why }];
  });
  return {
    context,
    number,
    answer: answer && foundOf(answer),
    candidates,
    isCertain: isCertain(explanation),
    instead: instead && foundOf(instead),
    more: more && foundOf(more),
  };
}

function foundOf({ context, extension, priority }: Answer): FoundExtension {
  return found(context.name, nameOf(extension), priority.place);
}

function found(context: string, extension: string, { file, line }: Place): FoundExtension {
  return { context, extension, file, line: line + 1 };
}
