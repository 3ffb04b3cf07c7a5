import type { DialplanProject } from '../index/project';
import { LINT_CODES, type LintCode } from './codes';
import type { Finding, Severity } from './finding';
import { Ignored, unknownIgnoredCodes } from './ignore';
import { statementsOf } from './rules/kit';
import { RULES } from './rules/rules';

/** What somebody has decided about a code: another severity, or not to hear of it. */
export type SeverityChoice = Severity | 'off';

/** Decisions by code; a code that is not there keeps its own severity. */
export type SeverityChoices = Readonly<Partial<Record<LintCode, SeverityChoice>>>;

/**
 * Everything that there is to say about a project, in the order of files and lines, without what `; ari-ignore` and the
 * choices silence.
 *
 * @param choices by code; the code's own severity where there is none. A finding that is a hint because another source
 *   may define the thing stays a hint, unless its code is off.
 */
export function lintProject(project: DialplanProject, choices: SeverityChoices = {}): Finding[] {
  const steps = lintSteps(project);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return chosen(step.value, choices);
}

/** The same in steps, before the choices: who has others to let pass stops between two of them. */
export function* lintSteps(project: DialplanProject): Generator<undefined, readonly Finding[], undefined> {
  for (const { facts } of statementsOf(project)) if (facts.findOut()) yield;
  for (const file of project.files.values()) yield* project.occurrences.readInSteps(file);
  const found: Finding[] = [];
  for (const rule of [...RULES, unknownIgnoredCodes]) {
    for (const finding of rule(project)) {
      if (finding) found.push(finding);
      yield;
    }
    yield;
  }
  const ignored = new Ignored(project);
  const order = new Map([...project.files.keys()].map((path, at) => [path, at]));
  const rank = ({ file }: Finding): number => order.get(file) ?? order.size;
  return found
    .filter((finding) => !ignored.has(finding))
    .sort((a, b) => rank(a) - rank(b) || a.span.line - b.span.line || a.span.start - b.span.start);
}

/** Findings as somebody wants to hear of them. */
export function chosen(findings: readonly Finding[], choices: SeverityChoices): Finding[] {
  return findings.flatMap((finding): Finding[] => {
    const choice = choices[finding.code];
    if (choice === 'off') return [];
    // Weaker than its code: another source may define the thing, and no setting makes that surer.
    const isOwn = finding.severity === LINT_CODES[finding.code];
    return choice && isOwn ? [{ ...finding, severity: choice }] : [finding];
  });
}
