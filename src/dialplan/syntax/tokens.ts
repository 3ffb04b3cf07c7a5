import type { SectionHeader, Span } from '../../conf/tree';
import { jumpTargets } from './targets';
import type { Token, TokenModifier, TokenType } from './tokenKinds';
import type {
  ApplicationCall,
  ExpressionToken,
  ExtensionStatement,
  IncludeStatement,
  Part,
  Phrase,
  SectionRole,
  Statement,
  Substitution,
  Word,
} from './syntax';

/** Collects the tokens of one line. */
export class LineTokens {
  readonly found: Token[] = [];

  header({ options, nameSpan }: SectionHeader, role: SectionRole): void {
    const modifier = role === 'template' ? 'template' : 'declaration';
    this.add('asteriskContext', nameSpan, modifier);
    for (const { text, span } of options) {
      if (text === '!' || text.startsWith('+')) this.add('operator', span);
      else this.add('asteriskContext', span, 'template');
    }
  }

  statement(statement: Statement): void {
    if (statement.kind === 'text') return;
    if (statement.kind === 'directive') {
      this.add('keyword', statement.nameSpan);
      this.add('string', statement.argumentSpan);
      return;
    }
    const { keySpan, operatorSpan, valueSpan } = statement.entry;
    const isName = statement.kind === 'global' || statement.kind === 'option' || statement.kind === 'unknown';
    if (statement.kind === 'global') this.add('variable', keySpan, 'declaration');
    else this.add(isName ? 'property' : 'keyword', keySpan);
    this.add('operator', operatorSpan);
    if (statement.kind === 'extension') this.extension(statement);
    else if (statement.kind === 'include') this.include(statement);
    else if (statement.kind === 'global') this.phrase(statement.value, 'string');
    else if (statement.kind === 'ignorepat') this.extensionName(statement.pattern);
    else if (statement.kind === 'switch') {
      this.add('string', statement.name.span);
      if (statement.data) this.phrase(statement.data, undefined);
    } else this.add('string', valueSpan);
  }

  private extension({ name, callerId, priority, plus, label, call, hint }: ExtensionStatement): void {
    if (name) this.extensionName(name);
    if (callerId) this.extensionName(callerId);
    if (priority) {
      const isWord = /^(n|next|s|same|hint)$/.test(priority.text);
      const isNumber = /^\d/.test(priority.text);
      this.add(isWord ? 'keyword' : isNumber ? 'asteriskPriority' : 'asteriskLabel', priority.span);
    }
    if (plus) this.add('number', plus.span);
    if (label) this.add('asteriskLabel', label.span, 'declaration');
    if (hint) this.phrase(hint, 'string');
    if (call) this.call(call);
  }

  private include({ context, timing }: IncludeStatement): void {
    this.phrase(context, 'asteriskContext');
    for (const { span } of timing) this.add('string', span);
  }

  private call(call: ApplicationCall): void {
    this.add('asteriskApplication', call.name.span);
    const { data } = call;
    if (!data) return;
    this.phrase(data, undefined);
    if (data.text === '') return;
    for (const { kind, context, extension, priority } of jumpTargets(call)) {
      const isWritten = (part: (Word & { isDynamic: boolean }) | undefined): part is typeof part & Word =>
        part !== undefined && !part.isDynamic;
      if (isWritten(context)) this.add(kind === 'macro' ? 'asteriskFunction' : 'asteriskContext', context.span);
      if (isWritten(extension)) this.add('asteriskExtension', extension.span);
      if (isWritten(priority)) {
        this.add(/^[\d+]/.test(priority.text) ? 'asteriskPriority' : 'asteriskLabel', priority.span);
      }
    }
  }

  /** A name or a pattern: in one that begins with `_`, letters and sets stand for digits. */
  private extensionName(phrase: Phrase): void {
    if (!phrase.text.startsWith('_')) {
      this.phrase(phrase, 'asteriskExtension');
      return;
    }
    for (const part of phrase.parts) {
      if (part.kind !== 'literal') this.part(part, undefined);
      // Where a comment stands within, its pieces cannot be told apart.
      else if (part.span.end - part.span.start !== part.text.length) this.add('asteriskExtension', part.span);
      else this.pattern(part);
    }
  }

  private pattern({ text, span: { line, start } }: Word): void {
    for (const { 0: piece, index } of text.matchAll(/\[[^\]]*\]?|[XxZzNn]+|[.!]|[^[XxZzNn.!]+/g)) {
      const span = { line, start: start + index, end: start + index + piece.length };
      if (piece.startsWith('[')) this.add('asteriskPatternSet', span);
      else if (/^[.!]/.test(piece)) this.add('asteriskWildcard', span);
      else this.add(/^[XZN]/i.test(piece) ? 'asteriskPatternClass' : 'asteriskExtension', span);
    }
  }

  /** @param literal what the text between the replaced things is; undefined when it is nothing in particular */
  private phrase(phrase: Phrase, literal: TokenType | undefined): void {
    for (const part of phrase.parts) this.part(part, literal);
  }

  private part(part: Part, literal: TokenType | undefined): void {
    if (part.kind === 'substitution') this.substitution(part);
    else if (part.kind === 'calculation') for (const operand of part.operands) this.operand(operand);
    else if (literal) this.add(literal, part.span);
  }

  private substitution({ name, arguments: given, part }: Substitution): void {
    this.phrase(name, given ? 'asteriskFunction' : 'variable');
    for (const argument of given ?? []) this.phrase(argument, undefined);
    if (part) this.phrase(part, 'number');
  }

  private operand(operand: ExpressionToken): void {
    if (operand.kind === 'operator') this.add('operator', operand.span);
    else if (operand.kind === 'string') this.phrase(operand, 'string');
    else if (operand.kind === 'literal') this.add(/^[\d.]+$/.test(operand.text) ? 'number' : 'string', operand.span);
    else this.part(operand, undefined);
  }

  add(type: TokenType, { line, start, end }: Span, modifier?: TokenModifier): void {
    if (end > start) this.found.push({ line, start, end, type, modifier });
  }
}
