import { plain, safeJson } from '../ari/text';
import type { Finding, Severity } from '../dialplan/lint/finding';
import type { Checked } from './check';
import { regionOf, shownPath } from './places';

/** A line of a terminal: longer ones nobody reads. */
const LONGEST_LINE = 2000;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** For people and for tools that know `file:line:column:`. What a file may hold moves no cursor and paints nothing. */
export function asText({ findings, files }: Checked, folder: string): string {
  const lines = findings.flatMap(({ file, span, severity, message, code, related }) => [
    `${where({ file, span }, folder)}: ${severity}: ${message} [${code}]`,
    ...related.map((place) => `    ${where(place, folder)}: ${place.message}`),
  ]);
  return [...lines, summary(findings, files)].map((line) => `${plain(line, LONGEST_LINE)}\n`).join('');
}

/** For programs. Lines and columns count from 1. */
export function asJson({ findings, files }: Checked, folder: string): string {
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  const told = findings.map(({ code, severity, file, span, message, related }) => ({
    code,
    severity,
    file: shownPath(file, folder),
    ...regionOf(span),
    message,
    related: related.map((place) => ({
      file: shownPath(place.file, folder),
      ...regionOf(place.span),
      message: place.message,
    })),
  }));
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)]));
  return `${safeJson({ files, counts, findings: told })}\n`;
}

function where({ file, span }: Pick<Finding, 'file' | 'span'>, folder: string): string {
  return `${shownPath(file, folder)}:${span.line + 1}:${span.start + 1}`;
}

function summary(findings: readonly Finding[], files: number): string {
  const read = files === 1 ? '1 file' : `${files} files`;
  const counts = SEVERITIES.flatMap((wanted) => {
    const count = findings.filter(({ severity }) => severity === wanted).length;
    return count === 0 ? [] : [`${count} ${nounOf(wanted, count)}`];
  });
  return counts.length === 0 ? `Nothing found in ${read}.` : `${counts.join(', ')} in ${read}.`;
}

function nounOf(severity: Severity, count: number): string {
  if (severity === 'information') return 'for information';
  return count === 1 ? severity : `${severity}s`;
}
