import * as l10n from '@vscode/l10n';
import type { Extension } from '../../dialplan';
import type { DialplanProject, Step } from '../../index/project';
import { isGoodName } from '../../index/rename';
import { leadingNumber } from '../../load/number';
import { covers } from '../../match/cover';
import type { ExtensionStatement } from '../../syntax/syntax';
import { isGoneTo, MACRO_PREFIX, type JumpTarget, type TargetPart } from '../../syntax/targets';
import type { LintCode } from '../codes';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { resolverOf } from './flow';
import { extensionsOf, finding, renaming, type Written } from './kit';
import { advice, Meant, perhapsElsewhere } from './meant';
import { hasPriority, labelsOf, type Resolver, type Scope } from './resolve';

/** Jumps to contexts, extensions, labels and priorities that are not there. */
export const jumps: Rule = function* (project) {
  const checker = new JumpChecker(project);
  for (const written of extensionsOf(project)) {
    for (const target of written.facts.targets) if (isGoneTo(target)) yield checker.check(target, written);
  }
};

/** Contexts that modules make when they are loaded: res_parking, unless its configuration says otherwise. */
const MADE_BY_MODULES: ReadonlySet<string> = new Set(['parkedcalls']);

export function isContextKnown(project: DialplanProject, name: string): boolean {
  return project.loaded.dialplan.contexts.has(name) || project.isContextElsewhere(name) || MADE_BY_MODULES.has(name);
}

/**
 * Whether a context that is missing may be defined by another source. A file with another name than extensions.conf, which
 * nothing here includes, is a part of something: only what is nearly the name of one of its own contexts is wrong for sure.
 */
export function mayBeElsewhere(project: DialplanProject, meant: string | undefined): boolean {
  const isPart = !project.root.endsWith('/extensions.conf') && meant === undefined;
  return project.mayHaveMoreContexts || isPart;
}

class JumpChecker {
  readonly #resolver: Resolver;
  readonly #meant = new Meant();

  constructor(private readonly project: DialplanProject) {
    this.#resolver = resolverOf(project);
  }

  check(target: JumpTarget, written: Written<ExtensionStatement>): Finding | undefined {
    const { context, extension, kind } = target;
    const { file, statement } = written;
    if (kind === 'macro') return macroOption(target, file.path);
    if (context?.isDynamic) return undefined;
    const own = this.project.contextsAt(file.path, statement.entry.span.line);
    // A template's line that nobody inherits is nowhere.
    if (own.length === 0) return undefined;
    if (context && !this.#hasContext(target, context)) return this.#unknownContext(context, file.path);
    // Of a context that AEL, Lua or a module makes nothing but its name is known.
    const isHere = !context || this.project.loaded.dialplan.contexts.has(context.text);
    if (kind === 'context' || !isHere) return undefined;
    if (!extension) return this.#checkOwn(target, written);
    if (extension.isDynamic) return undefined;
    return this.#checkExtension(target, extension, this.#resolver.scope(context?.text, own), file.path);
  }

  #hasContext(target: JumpTarget, { text }: TargetPart): boolean {
    if (isContextKnown(this.project, text)) return true;
    // Queue's last argument was a macro's name once.
    const { extension, kind } = target;
    return kind === 'gosub' && extension?.span.start === extension?.span.end && this.#isMacro(text);
  }

  #isMacro(name: string): boolean {
    return isContextKnown(this.project, MACRO_PREFIX + name);
  }

  #unknownContext(part: TargetPart, file: string): Finding {
    const { contexts } = this.project.loaded.dialplan;
    const meant = this.#meant.nearest(part.text, contexts.keys());
    const sentence = l10n.t('There is no context “{0}”.', plain(part.text));
    const otherwise = l10n.t('Write a section [{0}], or name a context that is there.', plain(part.text));
    const more = mayBeElsewhere(this.project, meant);
    return this.#finding('unknown-context', part, file, { sentence, otherwise, meant, more });
  }

  #checkExtension(
    { priority, context, kind }: JumpTarget,
    extension: TargetPart,
    scope: Scope,
    file: string,
  ): Finding | undefined {
    const wanted = !priority || isOpen(priority) ? undefined : priority.text;
    const outcome = this.#resolver.resolve(scope, extension.text, wanted ?? '1');
    if (outcome === 'found') return undefined;
    const more = this.#resolver.mayHoldMore(scope);
    if (outcome === 'no-extension') {
      const [name = ''] = scope.names;
      // Implied: the s of a subroutine.
      const part = hasText(extension) ? extension : (context ?? extension);
      return this.#unknownExtension(part, extension.text, { name, file, more });
    }
    if (wanted === undefined) return undefined;
    const labels = labelsOfAll(this.#resolver.matching(scope, extension.text));
    // A priority that is implied is 1, and who dials names none.
    const at = priority && hasText(priority) && kind !== 'dial' ? priority : extension;
    const part = hasText(at) ? at : (context ?? at);
    return this.#unknownPriority(part, wanted, { extension: extension.text, labels, file, more });
  }

  #unknownExtension(
    part: TargetPart,
    extension: string,
    { name, file, more }: { name: string; file: string; more: boolean },
  ): Finding {
    const context = this.project.loaded.dialplan.contexts.get(name);
    const names = (context?.extensions ?? []).map((one) => one.name).filter((one) => !one.startsWith('_'));
    const meant = part.text === extension ? this.#meant.nearest(extension, names) : undefined;
    const sentence = l10n.t('Nothing in the context “{0}” answers for “{1}”.', plain(name), plain(extension));
    const otherwise = l10n.t('Add the extension there, or go to another one.');
    return this.#finding('unknown-extension', part, file, { sentence, otherwise, meant, more });
  }

  /** A jump within the extension in which it stands. */
  #checkOwn({ priority }: JumpTarget, { file, statement }: Written<ExtensionStatement>): Finding | undefined {
    if (!priority || isOpen(priority)) return undefined;
    const steps = this.project.stepsAt(file.path, statement.entry.span.line);
    if (steps.length === 0 || steps.some((step) => this.#hasOwn(step, priority.text))) return undefined;
    const labels = labelsOfAll(steps.map((step) => step.extension));
    const [first] = steps;
    const more = steps.some(({ context }) => this.#resolver.mayHoldMore(this.#resolver.scope(context.name, [])));
    return this.#unknownPriority(priority, priority.text, {
      extension: first?.extension.name ?? '',
      labels,
      file: file.path,
      more,
    });
  }

  /** Other extensions may answer for the same number with the priority that is missing here. */
  #hasOwn({ context, extension }: Step, wanted: string): boolean {
    if (hasPriority(extension, wanted)) return true;
    return this.#resolver
      .around(context.name)
      .some(({ extensions }) =>
        extensions.some(
          (one) => hasPriority(one, wanted) && (covers(one.name, extension.name) || covers(extension.name, one.name)),
        ),
      );
  }

  #unknownPriority(
    part: TargetPart,
    wanted: string,
    at: { extension: string; labels: Iterable<string>; file: string; more: boolean },
  ): Finding {
    const { extension, labels, file, more } = at;
    const goElsewhere = l10n.t('Go to a priority that is there, or to a label.');
    if (leadingNumber(wanted) !== undefined) {
      const sentence = l10n.t('The extension “{0}” has no priority {1}.', plain(extension), plain(wanted));
      return this.#finding('unknown-priority', part, file, {
        sentence,
        otherwise: goElsewhere,
        meant: undefined,
        more,
      });
    }
    const meant = part.text === wanted ? this.#meant.nearest(wanted, labels) : undefined;
    const sentence = l10n.t('The extension “{0}” has no label “{1}”.', plain(extension), plain(wanted));
    const otherwise = isGoodName('label', wanted)
      ? l10n.t('Write it behind a priority: n({0}).', plain(wanted))
      : goElsewhere;
    return this.#finding('unknown-label', part, file, { sentence, otherwise, meant, more });
  }

  #finding(
    code: LintCode,
    part: TargetPart,
    file: string,
    about: { sentence: string; otherwise: string; meant: string | undefined; more: boolean },
  ): Finding {
    const { sentence, otherwise, meant, more } = about;
    const behind = more ? perhapsElsewhere(this.project) : advice(meant, otherwise);
    return finding(code, { file, span: part.span }, `${sentence} ${behind}`, {
      fixes: renaming(file, part, meant),
      ...(more && { severity: 'hint' }),
    });
  }
}

/** One after the other: who looks through a few of them needs no more. */
function* labelsOfAll(extensions: Iterable<Extension>): Iterable<string> {
  for (const extension of extensions) yield* labelsOf(extension);
}

/** There are no macros any more, wherever they would be. Of the application that is told where its name is. */
function macroOption({ context, isOption }: JumpTarget, file: string): Finding | undefined {
  if (!context || !isOption) return undefined;
  const sentence = l10n.t('Asterisk 22 has no option M any more; 16 had it. Write U and the name of a subroutine.');
  return finding('removed-application', { file, span: context.span }, sentence);
}

function hasText({ span }: TargetPart): boolean {
  return span.end > span.start;
}

/** Nobody knows before it runs, or it counts from where the call is: `Goto(+2)`. */
function isOpen({ isDynamic, text }: TargetPart): boolean {
  return isDynamic || /^[+-]/.test(text);
}
