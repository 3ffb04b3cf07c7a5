import * as vscode from 'vscode';
import type { ServerRegistry } from '../servers/registry';
import type { Target } from '../servers/target';
import { channelLinksIn } from './channelLinks';

/** The language of the output channel. */
export const LANGUAGE = 'ari-events';

/** Lines above the last so many have no links: an output is looked through again after each change. */
const LINES_WITH_LINKS = 5_000;

class ChannelDocumentLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly id: string,
    /** What stands before the channel. */
    readonly head: string,
  ) {
    super(range);
    this.tooltip = vscode.l10n.t('Reveal in Tree');
  }
}

/** Makes each channel of the stream a link that shows it in the tree. */
export class ChannelLinks implements vscode.DocumentLinkProvider<ChannelDocumentLink> {
  constructor(private readonly registry: ServerRegistry) {}

  provideDocumentLinks(document: vscode.TextDocument, token: vscode.CancellationToken): ChannelDocumentLink[] {
    const links: ChannelDocumentLink[] = [];
    const first = Math.max(0, document.lineCount - LINES_WITH_LINKS);
    for (let line = first; line < document.lineCount && !token.isCancellationRequested; line += 1) {
      const { text } = document.lineAt(line);
      for (const { id, start, end } of channelLinksIn(text)) {
        links.push(new ChannelDocumentLink(new vscode.Range(line, start, line, end), id, text.slice(0, start)));
      }
    }
    return links;
  }

  /** Only now, because by the time of a click the channel may be on another server, or nowhere. */
  resolveDocumentLink(link: ChannelDocumentLink): ChannelDocumentLink {
    link.target = revealUri(this.#serverOf(link), link.id);
    return link;
  }

  /** Two servers may use the same id: then the line says which one. */
  #serverOf({ id, head }: ChannelDocumentLink): string {
    const { servers } = this.registry;
    const holders = servers.filter(({ model }) => model?.channels.get(id) !== undefined);
    const named = holders.find(({ name }) => head.includes(`[${name}]`));
    return (named ?? holders[0] ?? servers[0])?.name ?? '';
  }
}

/** A command link that can do nothing but reveal that channel, whatever its id says. */
function revealUri(serverName: string, id: string): vscode.Uri {
  const target: Target = { kind: 'channel', serverName, id };
  return vscode.Uri.parse(`command:ari.explorer.reveal?${encodeURIComponent(JSON.stringify([target]))}`);
}
