import * as vscode from 'vscode';
import { LAYERS } from '../../ari/doctor/finding';
import type { Finding, Layer } from '../../ari/doctor/finding';
import { routeOf } from '../../ari/doctor/route';
import type { Patient } from '../../ari/doctor/route';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';
import { chooseServer } from '../servers/chooseServer';
import { askPassword } from '../servers/connecting';
import type { CredentialStore } from '../servers/credentials';
import { readProxy } from '../servers/network';
import type { ServerProfile } from '../servers/profile';
import { askWhereLoosened } from '../servers/protection';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import { UnusableCaFile, readTrust } from '../servers/trust';
import type { EnteredAccount } from '../servers/tryOut';
import type { Workbench } from '../servers/workbench';
import { colourReports } from './colours';
import type { DoctorReport } from './report';
import { ReportDocuments, actionsOf } from './reportDocuments';
import { titleOf } from './words';

/** "Diagnose Connection": looks at a server layer by layer and opens a report. */
export class Doctor implements vscode.Disposable {
  readonly documents = new ReportDocuments();
  readonly #registrations: vscode.Disposable;

  constructor(private readonly workbench: Workbench) {
    const { reporter } = workbench;
    this.#registrations = vscode.Disposable.from(
      colourReports(),
      reporter.command('ari.server.diagnose', (argument) => this.#diagnose(argument)),
      reporter.command('ari.server.diagnoseEntered', (argument) => this.#diagnoseEntered(argument)),
      reporter.command('ari.server.copyDiagnosis', (argument) => this.#copy(argument)),
    );
  }

  dispose(): void {
    this.#registrations.dispose();
    this.documents.dispose();
  }

  async #diagnose(argument: unknown): Promise<DoctorReport> {
    const server = await this.#pick(argument);
    const { credentials } = this.workbench;
    const known = await credentials.get(server.profile);
    if (known !== undefined) await askWhereLoosened(server.profile, credentials);
    const connectedAs = server.isConnected ? server.application : undefined;
    let findings = await this.#examine({ profile: server.profile, password: known, connectedAs });
    // Only asked for when everything before it is in order.
    if (findings.some(({ diagnosis }) => diagnosis.code === 'noPassword')) {
      const password = await passwordOf(server, credentials);
      findings = await this.#examine({ profile: server.profile, password, connectedAs });
    }
    const report = await this.#show(server.profile, findings);
    this.#announce(report);
    return report;
  }

  /** The question in which it was asked for is asked again and names what is wrong: no message of its own. */
  async #diagnoseEntered(argument: unknown): Promise<DoctorReport | undefined> {
    const entered = enteredFrom(argument);
    return entered && this.#show(entered.profile, await this.#examine(entered), { isEntered: true });
  }

  async #show(
    { name, url, username }: ServerProfile,
    findings: readonly Finding[],
    { isEntered = false } = {},
  ): Promise<DoctorReport> {
    const { host, port, secure } = routeOf({ url });
    const head = { serverName: name, username, at: Date.now(), isEntered };
    const { makeReport } = await import('./report');
    const report = makeReport(findings, { url, host, port, secure }, head);
    await this.documents.show(report);
    return report;
  }

  async #examine(examined: Case): Promise<readonly Finding[]> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Diagnosing “{0}”', message(examined.profile.name)),
      cancellable: true,
    };
    return await vscode.window.withProgress(options, async (progress, token): Promise<readonly Finding[]> => {
      const aborting = new AbortController();
      const cancelling = token.onCancellationRequested(() => aborting.abort());
      const onLayer = (layer: Layer): void =>
        progress.report({ message: titleOf(layer), increment: 100 / LAYERS.length });
      try {
        const { diagnose } = await import('../../ari/doctor/diagnose');
        return await diagnose(await patientOf(examined), aborting.signal, { onLayer });
      } finally {
        cancelling.dispose();
      }
    });
  }

  /** Told without waiting: the report is there already, and the message may stay for long. */
  #announce(report: DoctorReport): void {
    const { serverName, failure, summary } = report;
    const actions = actionsOf(serverName, report);
    const titles = actions.map(({ title }) => title);
    const sentence = vscode.l10n.t('“{0}”: {1}', message(serverName), message(summary));
    const shown = failure
      ? vscode.window.showWarningMessage(sentence, ...titles)
      : vscode.window.showInformationMessage(sentence, ...titles);
    void shown.then((chosen) => {
      const action = actions.find(({ title }) => title === chosen);
      if (action) void vscode.commands.executeCommand(action.command, action.argument);
    });
  }

  async #copy(argument: unknown): Promise<string> {
    const target = targetFrom(argument, 'server');
    const shown = vscode.window.activeTextEditor?.document.uri;
    const report = target ? this.documents.lastOf(target.serverName) : shown && this.documents.reportOf(shown);
    if (!report) throw new UserError(vscode.l10n.t('There is no report yet. Diagnose the connection first.'));
    await vscode.env.clipboard.writeText(report.text);
    return report.text;
  }

  #pick(argument: unknown): Promise<Server> {
    return chooseServer(this.workbench.registry, argument, {
      placeholder: vscode.l10n.t('Which server is to be diagnosed?'),
      fits: () => true,
      none: () => new UserError(vscode.l10n.t('There is no server yet. Add one first.')),
    });
  }
}

/** Registers the doctor's commands and documents. */
export function registerDoctor(workbench: Workbench): Doctor {
  return new Doctor(workbench);
}

/** Nothing when the person would rather not say: the report then ends there. */
async function passwordOf({ profile }: Server, credentials: CredentialStore): Promise<string | undefined> {
  try {
    return await askPassword(profile, credentials);
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

/** Who is examined. */
interface Case extends Omit<EnteredAccount, 'password'> {
  readonly password: string | undefined;
  readonly connectedAs?: string | undefined;
}

/** A command's argument, if it is an account that is being entered. */
function enteredFrom(argument: unknown): EnteredAccount | undefined {
  const { profile, password } = (argument ?? {}) as Partial<Record<keyof EnteredAccount, unknown>>;
  const { name, url, username } = (profile ?? {}) as Partial<Record<keyof ServerProfile, unknown>>;
  return [name, url, username, password].every((part) => typeof part === 'string')
    ? (argument as EnteredAccount)
    : undefined;
}

async function patientOf({ profile, password, connectedAs }: Case): Promise<Patient> {
  const { url, username, application, subscribeAll, readOnly, production } = profile;
  return {
    url,
    username,
    password,
    application,
    subscribeAll,
    // What the diagnosis writes changes nothing; but on a production server nothing is written that nobody was asked about.
    readOnly: readOnly || production,
    proxy: readProxy(),
    trust: await trustOf(profile),
    connectedAs,
  };
}

/** What keeps whom to believe from being known is a finding itself. */
async function trustOf({ certificate, ...profile }: ServerProfile): Promise<Patient['trust']> {
  // A pinned certificate is compared in the diagnosis itself, where there may not even be a connection.
  if (certificate !== undefined && !profile.acceptAnyCertificate) return { kind: 'pinned', sha256: certificate };
  try {
    return await readTrust(profile);
  } catch (error) {
    if (!(error instanceof UnusableCaFile)) throw error;
    return { kind: 'unknown', caFile: error.file, isReadable: error.isReadable };
  }
}
