import { safeJson } from '../ari/text';
import type { Span } from '../conf/tree';
import { LINT_CODES, type LintCode } from '../dialplan/lint/codes';
import type { Finding, Severity } from '../dialplan/lint/finding';
import type { Checked } from './check';
import type { Product } from './product';
import { regionOf, shownUri } from './places';

type Level = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, Level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};
const CODES = Object.keys(LINT_CODES) as LintCode[];

/**
 * A log of the Static Analysis Results Interchange Format 2.1.0, as GitHub's code scanning takes it: files by their path
 * from the folder, which is the repository's there.
 */
export function asSarif({ findings }: Checked, folder: string, product: Product): string {
  const { version, homepage } = product;
  const driver = {
    name: 'ARI Workbench',
    version,
    ...(homepage !== undefined && { informationUri: homepage }),
    rules: CODES.map((code) => ruleOf(code, product)),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => resultOf(finding, folder)),
  };
  return `${safeJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function ruleOf(code: LintCode, { explanations, homepage }: Product): object {
  const explanation = explanations.get(code);
  return {
    id: code,
    shortDescription: { text: explanation?.summary ?? code },
    ...(explanation && { help: { text: explanation.markdown, markdown: explanation.markdown } }),
    ...(homepage !== undefined && {
      helpUri: `${homepage.replace(/#.*/, '')}/blob/main/docs/dialplan-diagnostics.md#${code}`,
    }),
    defaultConfiguration: { level: LEVELS[LINT_CODES[code]] },
  };
}

function resultOf({ code, severity, message, file, span, related }: Finding, folder: string): object {
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationOf(file, span, folder)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, at) => ({
        id: at + 1,
        ...locationOf(place.file, place.span, folder),
        message: { text: place.message },
      })),
    }),
  };
}

function locationOf(file: string, span: Span, folder: string): object {
  return { physicalLocation: { artifactLocation: { uri: shownUri(file, folder) }, region: regionOf(span) } };
}
