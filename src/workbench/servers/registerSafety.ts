import * as vscode from 'vscode';
import { askToTrust } from './certificates';
import { askMark, checkSaved } from './marks';
import type { Change, Mark } from './marks';
import { saveProfile } from './profile';
import type { ServerProfile } from './profile';
import type { Server } from './server';
import { targetOf } from './target';
import { readAuthorities } from './trust';
import type { Workbench } from './workbench';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';

/** What the servers' other commands lend. */
export interface Hands {
  readonly pick: (argument: unknown, fits: (server: Server) => boolean) => Promise<Server>;
  readonly connect: (server: Server) => Promise<void>;
}

/**
 * Marks of a server (production, read-only, any certificate), and which certificate is believed. They take a server's
 * target and the answers `confirmed: true` (before a mark that protects is taken away), `fingerprint` (the certificate to
 * trust, unseen) and `uri` (the CA file; `null` for none), and give the server's target.
 */
export function registerSafety(workbench: Workbench, hands: Hands): vscode.Disposable {
  const command = (id: string, run: (argument: unknown, answers: Given) => Promise<unknown>): vscode.Disposable =>
    workbench.reporter.command(id, (argument, given) => run(argument, readGiven(given)));
  const mark = (id: string, which: Mark, value: boolean): vscode.Disposable =>
    command(id, async (argument, { confirmed }) => {
      const server = await hands.pick(argument, ({ profile }) => fits(profile, which) && profile[which] !== value);
      if (server.profile[which] !== value && !confirmed) await askMark(server.profile, which, value);
      await change({ workbench, hands }, server, { [which]: value });
      return targetOf(server);
    });
  return vscode.Disposable.from(
    mark('ari.server.markProduction', 'production', true),
    mark('ari.server.unmarkProduction', 'production', false),
    mark('ari.server.markReadOnly', 'readOnly', true),
    mark('ari.server.unmarkReadOnly', 'readOnly', false),
    mark('ari.server.acceptAnyCertificate', 'acceptAnyCertificate', true),
    mark('ari.server.checkCertificates', 'acceptAnyCertificate', false),
    command('ari.server.trustCertificate', (argument, given) => trust({ workbench, hands }, argument, given)),
    command('ari.server.chooseCaFile', (argument, given) => chooseCaFile({ workbench, hands }, argument, given)),
  );
}

interface Context {
  readonly workbench: Workbench;
  readonly hands: Hands;
}

async function trust(context: Context, argument: unknown, { fingerprint }: Given): Promise<unknown> {
  const server = await context.hands.pick(argument, ({ profile }) => isTls(profile));
  if (!isTls(server.profile)) throw notTls(server);
  const { certificate } = await askToTrust(server.name, server.profile, fingerprint);
  await change(context, server, { certificate, acceptAnyCertificate: false });
  const changed = context.workbench.registry.get(server.name);
  if (certificate !== undefined && changed && !changed.isConnected) await context.hands.connect(changed);
  return targetOf(server);
}

async function chooseCaFile(context: Context, argument: unknown, { uri }: Given): Promise<unknown> {
  const server = await context.hands.pick(argument, ({ profile }) => isTls(profile));
  if (!isTls(server.profile)) throw notTls(server);
  const caFile = uri === undefined ? await askFile(server) : (uri ?? undefined);
  if (caFile !== undefined) await readAuthorities(caFile);
  // One certificate, or any, would go before the authorities.
  await change(context, server, { caFile, certificate: undefined, acceptAnyCertificate: false });
  const changed = context.workbench.registry.get(server.name);
  if (caFile !== undefined && changed && !changed.isConnected) await context.hands.connect(changed);
  return targetOf(server);
}

async function askFile({ profile }: Server): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('CA File of “{0}”', message(profile.name)),
      openLabel: vscode.l10n.t('Believe These Authorities'),
      filters: { [vscode.l10n.t('Certificates (PEM)')]: ['pem', 'crt', 'cer', 'cert'] },
      ...(profile.caFile === undefined ? {} : { defaultUri: vscode.Uri.file(profile.caFile) }),
    })) ?? [];
  if (!file) throw new Cancelled();
  return file.fsPath;
}

/** Whom a connection believes: settled when it is made. */
const BELIEF = ['caFile', 'certificate', 'acceptAnyCertificate'] as const;

/** Saves a change; where that ends a connection, or the tries for one, it begins them anew. */
async function change({ workbench, hands }: Context, server: Server, to: Change): Promise<void> {
  const { name, profile, state } = server;
  const isAnotherBelief = BELIEF.some((key) => key in to && to[key] !== profile[key]);
  const isInUse = state.kind !== 'disconnected' && state.kind !== 'replaced';
  // Waited for: its application's name must be free again before the changed server asks whether it is.
  if (isAnotherBelief && isInUse) await server.disconnect();
  const changed = Object.entries({ ...profile, ...to }).filter(([, value]) => value !== undefined);
  await saveProfile(Object.fromEntries(changed) as unknown as ServerProfile);
  const saved = workbench.registry.get(name);
  if (saved) await workbench.credentials.protect(saved.profile);
  checkSaved(saved?.profile, to);
  if (isAnotherBelief && isInUse && saved && !saved.isConnected) await hands.connect(saved);
}

function fits(profile: ServerProfile, mark: Mark): boolean {
  return mark !== 'acceptAnyCertificate' || isTls(profile);
}

function isTls({ url }: ServerProfile): boolean {
  return url.startsWith('https:');
}

function notTls({ name }: Server): UserError {
  return new UserError(vscode.l10n.t('“{0}” is not encrypted: its URL begins with http, not https.', message(name)));
}

interface Given {
  readonly confirmed: boolean;
  readonly fingerprint: string | undefined;
  /** A path; `null` for none. */
  readonly uri: string | null | undefined;
}

/** Answers come from anywhere: what is not what it should be counts for nothing. */
function readGiven(given: unknown): Given {
  const { confirmed, fingerprint, uri } = (given ?? {}) as Partial<Record<string, unknown>>;
  return {
    confirmed: confirmed === true,
    fingerprint: typeof fingerprint === 'string' ? fingerprint : undefined,
    uri: uri === null ? null : typeof uri === 'string' ? vscode.Uri.parse(uri).fsPath : undefined,
  };
}
