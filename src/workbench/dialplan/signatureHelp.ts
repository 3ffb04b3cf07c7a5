import * as vscode from 'vscode';
import { signatureOf, type Manual } from '../../dialplan/applications/manual';
import { argumentAt, openCallAt, wayOf, waysToCall } from '../../dialplan/complete/calls';
import { sectionAt } from './cursor';
import type { DialplanDocuments } from './documents';
import type { InstalledManuals } from './installedManuals';
import { DIALPLAN_SELECTOR } from './languages';
import { paragraph } from './manualText';

/** Tells the arguments of the application or function in whose parentheses the cursor is. */
export function registerSignatureHelp(documents: DialplanDocuments, manuals: InstalledManuals): vscode.Disposable {
  return vscode.languages.registerSignatureHelpProvider(
    DIALPLAN_SELECTOR,
    {
      async provideSignatureHelp(document, position) {
        const section = sectionAt(documents, document, position);
        if (!section) return undefined;
        const { text } = document.lineAt(position.line);
        const call = openCallAt(text, position.character, section.role);
        if (!call) return undefined;
        const known = await manuals.get();
        const manual = call.kind === 'application' ? known.application(call.name) : known.function(call.name);
        if (!manual) return undefined;
        const ways = waysToCall(manual);
        const help = new vscode.SignatureHelp();
        help.signatures = ways.map((way) => signatureFor(way, argumentAt(way, call.before)));
        help.activeSignature = wayOf(ways, call);
        help.activeParameter = help.signatures[help.activeSignature]?.activeParameter ?? 0;
        return help;
      },
    },
    { triggerCharacters: ['(', ',', '?', ':'], retriggerCharacters: [')', '}'] },
  );
}

function signatureFor(manual: Manual, argument: number): vscode.SignatureInformation {
  const { text, arguments: places } = signatureOf(manual);
  const signature = new vscode.SignatureInformation(text, paragraph(new vscode.MarkdownString(), manual.summary));
  signature.parameters = manual.arguments.map(({ meaning }, index) => {
    const [start, end] = places[index] ?? [0, 0];
    return new vscode.ParameterInformation([start, end], meaning);
  });
  signature.activeParameter = argument;
  return signature;
}
