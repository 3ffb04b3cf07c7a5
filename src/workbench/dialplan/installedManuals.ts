import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { harvestManuals, type HarvestedManuals } from '../../dialplan/applications/harvest';
import { Manuals } from '../../dialplan/applications/manuals';
import type { Workbench } from '../servers/workbench';

const SETTING = 'ari.dialplan.documentation';
const USUAL_PLACES = [
  '/usr/share/asterisk/documentation/core-en_US.xml',
  '/var/lib/asterisk/documentation/core-en_US.xml',
];
/** Asterisk's own has a megabyte and a half. */
const MOST_BYTES = 20_000_000;

/** Our own manuals, with those of an Asterisk on this machine, read when somebody asks first. */
export class InstalledManuals implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #manuals: Promise<Manuals> | undefined;

  constructor(private readonly log: Workbench['log']) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) this.#manuals = undefined;
    });
  }

  get(): Promise<Manuals> {
    this.#manuals ??= this.#read();
    return this.#manuals;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #read(): Promise<Manuals> {
    const wanted = vscode.workspace.getConfiguration().get<string>(SETTING, '').trim();
    for (const place of wanted === '' ? USUAL_PLACES : [wanted]) {
      const harvested = await this.#harvest(place, wanted !== '');
      if (harvested) return new Manuals(harvested);
    }
    return new Manuals();
  }

  async #harvest(place: string, isWanted: boolean): Promise<HarvestedManuals | undefined> {
    try {
      const { size } = await fs.stat(place);
      if (size <= MOST_BYTES) return harvestManuals(await fs.readFile(place, 'utf8'));
      this.log.warn(`${place} is too large to be Asterisk’s documentation.`);
    } catch (error) {
      // Most machines have no Asterisk: that is worth a word only where somebody said that there is one.
      if (isWanted) this.log.warn(`Asterisk’s documentation cannot be read from ${place}: ${String(error)}`);
    }
    return undefined;
  }
}
