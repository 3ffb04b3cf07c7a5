import type { Severity } from './finding';

/**
 * Every code with its severity where no setting says otherwise. Codes are stable: settings and `; ari-ignore` name them.
 * Each is explained in docs/dialplan-diagnostics.md.
 *
 * `error`: Asterisk leaves something out, or a call ends here. `warning`: it does something else than the text looks.
 */
export const LINT_CODES = {
  // Where calls go
  'unknown-context': 'error',
  'unknown-include': 'warning',
  'unknown-extension': 'error',
  'unknown-label': 'error',
  'unknown-priority': 'error',
  'gosub-without-return': 'warning',
  // Names
  'missing-application': 'warning',
  'unknown-application': 'warning',
  'removed-application': 'warning',
  'unknown-function': 'warning',
  'removed-function': 'warning',
  'similar-name': 'warning',
  // Priorities
  'duplicate-priority': 'error',
  'duplicate-label': 'warning',
  'priority-gap': 'warning',
  'next-without-start': 'error',
  'repeat-without-start': 'error',
  'same-without-extension': 'error',
  'label-as-priority': 'error',
  'invalid-priority': 'error',
  'priority-zero': 'warning',
  'no-extension': 'error',
  'unclosed-label': 'error',
  'text-after-label': 'warning',
  // Patterns, and what is never reached
  'literal-wildcard': 'warning',
  'catch-all': 'warning',
  'empty-set': 'warning',
  'text-after-wildcard': 'warning',
  'unreachable-extension': 'warning',
  'unreachable-priority': 'warning',
  'include-cycle': 'warning',
  'unreached-context': 'information',
  // Brackets, quotes, and what stands around them
  'unbalanced-parentheses': 'warning',
  'unbalanced-brackets': 'error',
  'unbalanced-braces': 'error',
  'unbalanced-quotes': 'warning',
  'unescaped-semicolon': 'warning',
  'text-after-arguments': 'warning',
  'name-too-long': 'warning',
  // What a stranger can do
  'unfiltered-command': 'warning',
  'unfiltered-dial': 'warning',
  // Lines that Asterisk leaves out
  'ignored-line': 'warning',
  'unknown-directive': 'warning',
  'directive-without-argument': 'warning',
  'duplicate-include': 'warning',
  'duplicate-ignorepat': 'warning',
  'duplicate-switch': 'warning',
  'line-too-long': 'error',
  'unterminated-comment': 'warning',
  'stray-comment-end': 'warning',
  'comment-too-deep': 'error',
  // Why Asterisk refuses the file, or does not read another
  'missing-bracket': 'error',
  'missing-parenthesis': 'error',
  'bad-escape': 'error',
  'no-section': 'error',
  'unknown-parent': 'error',
  'unknown-section': 'error',
  'include-missing': 'warning',
  'include-refused': 'error',
  'include-too-deep': 'error',
  'too-large': 'error',
  // What cannot be known here
  'exec-not-run': 'hint',
  'not-expanded': 'hint',
  // What only a connected server knows
  'stasis-not-connected': 'warning',
  // What silences nothing
  'unknown-ignored-code': 'hint',
} as const satisfies Readonly<Record<string, Severity>>;

/** No file alone gives these: the workbench looks for them on connected servers. */
export const LIVE_CODES: ReadonlySet<string> = new Set<LintCode>(['stasis-not-connected']);

export type LintCode = keyof typeof LINT_CODES;
