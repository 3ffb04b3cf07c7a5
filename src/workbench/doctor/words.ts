import * as vscode from 'vscode';
import type { Layer } from '../../ari/doctor/finding';
import type { Change } from './meaning';

// Spaces in the report are plain ones: editors mark the others, and a copy is read in any of them.

/** A time span as people read it. @param ms milliseconds */
export function seconds(ms: number): string {
  if (ms >= 1000) return vscode.l10n.t('{0} s', Number((ms / 1000).toFixed(1)));
  return vscode.l10n.t('{0} ms', ms < 10 ? Math.max(ms, 0.1).toFixed(1) : Math.round(ms));
}

/** A day and time in the window's language. @param at ms since the epoch */
export function dateOf(at: number): string {
  const text = new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

/** What Asterisk has to be told after a change of http.conf. */
export const RELOAD_HTTP = (): Change => ({
  advice: vscode.l10n.t('Then tell Asterisk:'),
  lines: ['*CLI> module reload http'],
});

/** How a layer is called in the report. */
export function titleOf(layer: Layer): string {
  const titles: Readonly<Record<Layer, string>> = {
    name: vscode.l10n.t('Name'),
    tcp: vscode.l10n.t('Connection'),
    tls: vscode.l10n.t('Encryption'),
    http: vscode.l10n.t('Web server'),
    prefix: vscode.l10n.t('Prefix'),
    ari: vscode.l10n.t('ARI'),
    credentials: vscode.l10n.t('User and password'),
    acl: vscode.l10n.t('Access lists'),
    booted: vscode.l10n.t('Started'),
    access: vscode.l10n.t('Rights'),
    modules: vscode.l10n.t('Modules'),
    upgrade: vscode.l10n.t('Event socket'),
    application: vscode.l10n.t('Application'),
    event: vscode.l10n.t('First event'),
  };
  return titles[layer];
}
