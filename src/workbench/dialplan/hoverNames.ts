import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import { baseName } from '../../conf/reader';
import { BUILT_IN_VARIABLES } from '../../dialplan/applications/variables';
import type { Context, Extension, Priority } from '../../dialplan/dialplan';
import type { DialplanProject } from '../../dialplan/index/project';
import { sameThings, targetsOf, type LocatedOccurrence } from '../../dialplan/index/symbols';
import { examplesOf } from '../../dialplan/match/examples';
import { piecesOf, type PatternPiece } from '../../dialplan/match/pieces';
import { codeOf, paragraph } from './manualText';

/** More of a list than this nobody reads in a hover. */
const MOST_LINES = 8;
const MOST_STEPS = 3;
const MOST_LETTERS = 120;

/** What a name in a dialplan stands for; undefined where nothing is known of it. */
export function nameText(project: DialplanProject, one: LocatedOccurrence): vscode.MarkdownString | undefined {
  switch (one.kind) {
    case 'variable':
      return variableText(project, one);
    case 'context':
      return contextText(project, (one.prefix ?? '') + one.text);
    case 'extension':
      return one.isDefinition ? patternText(one.text) : jumpText(project, one);
    case 'label':
      return one.isDefinition ? undefined : jumpText(project, one);
  }
}

/** Where it is set, with the lines. */
function variableText(project: DialplanProject, one: LocatedOccurrence): vscode.MarkdownString | undefined {
  const all = sameThings(project, one);
  const set = all.filter(({ isDefinition }) => isDefinition);
  const meaning = BUILT_IN_VARIABLES.get(one.text);
  const text = codeOf(`\${${one.text}}`);
  if (meaning !== undefined) paragraph(text, meaning);
  if (set.length === 0 && meaning !== undefined) return text;
  const isSet = set.length > 0;
  const places = [...new Map((isSet ? set : all).map((one) => [`${one.file}:${one.span.line}`, one])).values()];
  const lines = places
    .slice(0, MOST_LINES + 1)
    .map(({ file, span }) => `${lineOf(project, file, span.line)} ; ${baseName(file)}:${span.line + 1}`);
  paragraph(
    text,
    isSet
      ? vscode.l10n.t('Places where it is set: {0}; where it is read: {1}.', places.length, all.length - set.length)
      : vscode.l10n.t('Set nowhere in this dialplan. Places where it is read: {0}.', places.length),
  );
  return block(text, lines);
}

function contextText({ loaded, elsewhere }: DialplanProject, name: string): vscode.MarkdownString | undefined {
  const context = loaded.dialplan.contexts.get(name);
  const place = context?.place ?? elsewhere.contexts.get(name);
  if (!place) return undefined;
  const text = paragraph(codeOf(`[${name}]`), `${baseName(place.file)}:${place.line + 1}`);
  if (!context) return text;
  paragraph(text, sizeOf(context));
  const includes = context.includes.map((one) => `include => ${one.text}`);
  const switches = context.switches.map((one) => `${one.expanded ? 'eswitch' : 'switch'} => ${one.name}/${one.data}`);
  return block(text, [...includes, ...switches]);
}

function sizeOf({ extensions }: Context): string {
  const patterns = extensions.filter(({ name }) => name.startsWith('_')).length;
  if (patterns === 0) return vscode.l10n.t('Extensions: {0}.', extensions.length);
  return vscode.l10n.t('Extensions: {0}, patterns among them: {1}.', extensions.length, patterns);
}

/** What it matches, in words and with examples. */
function patternText(written: string): vscode.MarkdownString | undefined {
  const name = written.replace(/\s/g, '');
  if (!name.startsWith('_')) return undefined;
  const text = codeOf(name);
  const examples = examplesOf(name).filter((one) => one !== '');
  paragraph(
    text,
    examples.length > 0
      ? vscode.l10n.t('Matches {0} …', examples.join(', '))
      : vscode.l10n.t('There is no number that it matches.'),
  );
  for (const piece of piecesOf(name)) {
    text.appendMarkdown('\n\n- `').appendMarkdown(plain(piece.text).replaceAll('`', '')).appendMarkdown('`: ');
    text.appendText(plain(meaningOf(piece)));
  }
  return text;
}

function meaningOf({ kind, ranges }: PatternPiece): string {
  if (kind === 'any') return vscode.l10n.t('one or more characters, whichever');
  if (kind === 'anyOrNone')
    return vscode.l10n.t('any characters or none; matches as soon as what stands before it does');
  return ranges.map(([from, to]) => (from === to ? from : vscode.l10n.t('{0} to {1}', from, to))).join(', ');
}

/** What the place does first to which a jump goes. */
function jumpText(project: DialplanProject, one: LocatedOccurrence): vscode.MarkdownString | undefined {
  const [first] = targetsOf(project, one);
  if (!first) return undefined;
  const { context, extension, priority } = first;
  const steps = [...extension.priorities.values()]
    .filter(({ number }) => number >= priority.number)
    .sort((a, b) => a.number - b.number);
  const lines = steps.slice(0, MOST_STEPS).map((step, index) => stepLine(extension, step, index === 0));
  if (steps.length > MOST_STEPS) lines.push('; …');
  const { file, line } = priority.place;
  return paragraph(codeOf([`[${context.name}]`, ...lines].join('\n')), `${baseName(file)}:${line + 1}`);
}

function stepLine(
  { name, callerId }: Extension,
  { number, label, application, data }: Priority,
  isFirst: boolean,
): string {
  const caller = callerId === undefined ? '' : `/${callerId}`;
  const start = isFirst ? `exten => ${name}${caller},${number}` : ' same => n';
  return cut(`${start}${label === undefined ? '' : `(${label})`},${application}(${data})`);
}

function lineOf(project: DialplanProject, file: string, line: number): string {
  return cut((project.files.get(file)?.line(line) ?? '').trim());
}

function block(text: vscode.MarkdownString, lines: readonly string[]): vscode.MarkdownString {
  if (lines.length === 0) return text;
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '; …'] : lines;
  return text.appendMarkdown('\n\n').appendMarkdown(codeOf(shown.join('\n')).value);
}

function cut(line: string): string {
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)}…` : line;
}
