import * as vscode from 'vscode';
import { mediaProblem, splitMedia, toMediaUri } from '../../ari/mediaUri';
import type { MediaProblem, MediaScheme } from '../../ari/mediaUri';
import * as recordings from '../../ari/operations/recordings';
import { UserError } from '../common/report';
import { askPick, askText, runSteps } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import type { Server } from '../servers/server';
import type { SoundCatalogue } from '../servers/soundCatalogue';
import { TONES } from './media';
import type { PlayedMedia } from './media';
import { separator } from './pick';
import { languagesOf, soundItem } from './sounds';

type Kind = MediaScheme | 'url';

interface KindItem extends vscode.QuickPickItem {
  readonly kindOfMedia?: Kind;
  readonly again?: PlayedMedia;
}

/** What the dialog needs to know. */
export interface MediaQuestion {
  /** The dialog's title. */
  readonly title: string;
  readonly server: Server;
  readonly catalogue: SoundCatalogue;
  /** What was played last, offered first. */
  readonly played: readonly PlayedMedia[];
}

/** Asks what to play: a kind or one of the last, then which, then the language where there are several. @throws Cancelled */
export async function askMedia({ title, server, catalogue, played }: MediaQuestion): Promise<PlayedMedia> {
  let kind: KindItem = { label: '' };
  let uri = '';
  let lang: string | undefined;
  await runSteps(title, [
    async (position) => {
      const placeholder = vscode.l10n.t('What to play');
      kind = await askPick({ items: kindItems(played), placeholder, matchOnDetail: true }, position);
      return 'asked';
    },
    async (position) => {
      if (!kind.kindOfMedia) return 'skipped';
      uri = await askWhich(kind.kindOfMedia, { server, catalogue, position });
      return 'asked';
    },
    async (position) => {
      lang = undefined;
      const languages = kind.again ? [] : await languagesFor(uri, catalogue, server);
      if (languages.length < 2) return 'skipped';
      lang = await askLanguage(languages, position);
      return 'asked';
    },
  ]);
  return kind.again ?? { media: [uri], ...(lang === undefined ? {} : { lang }) };
}

function kindItems(played: readonly PlayedMedia[]): readonly KindItem[] {
  const again = played.map((entry) => ({
    label: `$(history) ${label(entry.media.join(' + '))}`,
    ...(entry.lang ? { description: label(entry.lang) } : {}),
    again: entry,
  }));
  const kinds = KINDS.map(kindItem);
  if (!again.length) return kinds;
  return [separator(vscode.l10n.t('Played Last')), ...again, separator(vscode.l10n.t('Something Else')), ...kinds];
}

const KINDS: readonly Kind[] = ['sound', 'recording', 'digits', 'number', 'characters', 'tone', 'url'];

function kindItem(kindOfMedia: Kind): KindItem {
  const [icon, name, detail] = describeKind(kindOfMedia);
  return { label: `$(${icon}) ${name}`, detail, kindOfMedia };
}

function describeKind(kind: Kind): readonly [icon: string, name: string, detail: string] {
  switch (kind) {
    case 'sound':
      return ['unmute', vscode.l10n.t('Sound'), vscode.l10n.t('From the server’s own sounds')];
    case 'recording':
      return ['record', vscode.l10n.t('Recording'), vscode.l10n.t('One that is stored on the server')];
    case 'digits':
      return ['symbol-numeric', vscode.l10n.t('Digits'), vscode.l10n.t('One by one: 42 is “four two”')];
    case 'number':
      return ['symbol-ruler', vscode.l10n.t('Number'), vscode.l10n.t('As a number: 42 is “forty-two”')];
    case 'characters':
      return ['symbol-string', vscode.l10n.t('Characters'), vscode.l10n.t('Spelled out')];
    case 'tone':
      return ['pulse', vscode.l10n.t('Tone'), vscode.l10n.t('Ringing, busy and the like, until it is stopped')];
    case 'url':
      return ['globe', vscode.l10n.t('Web Address'), vscode.l10n.t('An audio file that Asterisk fetches')];
  }
}

interface WhichQuestion {
  readonly server: Server;
  readonly catalogue: SoundCatalogue;
  readonly position: Position;
}

async function askWhich(kind: Kind, question: WhichQuestion): Promise<string> {
  switch (kind) {
    case 'sound':
      return askSound(question);
    case 'recording':
      return askRecording(question);
    case 'tone':
      return askTone(question.position);
    case 'digits':
      return askMediaText('digits:', vscode.l10n.t('Digits, * and #'), question.position);
    case 'number':
      return askMediaText('number:', vscode.l10n.t('A whole number'), question.position);
    case 'characters':
      return askMediaText('characters:', vscode.l10n.t('What to spell out'), question.position);
    case 'url':
      return askMediaText('sound:', vscode.l10n.t('Address of the audio file'), question.position, 'https://');
  }
}

interface MediaItem extends vscode.QuickPickItem {
  readonly uri: string;
}

async function askSound({ server, catalogue, position }: WhichQuestion): Promise<string> {
  const items = (await catalogue.list(server)).map((sound) => ({ ...soundItem(sound), uri: `sound:${sound.id}` }));
  const placeholder = vscode.l10n.t('Search by name or by words, or type the name of a file');
  return (await askPick<MediaItem>({ items, placeholder, matchOnDetail: true, typed: typedMedia('sound:') }, position))
    .uri;
}

async function askRecording({ server, position }: WhichQuestion): Promise<string> {
  const stored = await recordings.listStored(server.rest);
  if (!stored.length) throw new UserError(vscode.l10n.t('The server has no stored recordings.'));
  const items = stored.map(({ name, format }) => ({
    label: `$(record) ${label(name)}`,
    description: label(format),
    name,
  }));
  return `recording:${(await askPick({ items, placeholder: vscode.l10n.t('Which recording') }, position)).name}`;
}

async function askTone(position: Position): Promise<string> {
  const items = TONES.map((name) => ({ label: `$(pulse) ${name}`, uri: `tone:${name}` }));
  const placeholder = vscode.l10n.t('Pick a tone, or type one: ring;tonezone=fr or 440/500,0/500');
  return (await askPick<MediaItem>({ items, placeholder, typed: typedMedia('tone:') }, position)).uri;
}

function typedMedia(scheme: string): (text: string) => MediaItem | undefined {
  return (text) => {
    const uri = toMediaUri(scheme + text);
    return mediaProblem(uri) ? undefined : { label: `$(edit) ${label(uri)}`, uri };
  };
}

async function askMediaText(scheme: string, prompt: string, position: Position, value = ''): Promise<string> {
  const validate = (text: string): string | undefined => {
    const problem = mediaProblem(scheme + text.trim());
    return problem && mediaProblemText(problem);
  };
  return toMediaUri(scheme + (await askText({ prompt, value, validate }, position)).trim());
}

async function languagesFor(uri: string, catalogue: SoundCatalogue, server: Server): Promise<readonly string[]> {
  const parts = splitMedia(uri);
  if (parts?.scheme !== 'sound') return [];
  const sound = (await catalogue.list(server)).find(({ id }) => id === parts.rest);
  return sound ? languagesOf(sound) : [];
}

async function askLanguage(languages: readonly string[], position: Position): Promise<string | undefined> {
  const own = { label: vscode.l10n.t('The channel’s own language'), language: undefined };
  const items = [own, ...languages.map((language) => ({ label: label(language), language }))];
  return (await askPick({ items, placeholder: vscode.l10n.t('In which language') }, position)).language;
}

/** What is wrong, as a sentence. */
export function mediaProblemText(problem: MediaProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Say what to play.');
    case 'scheme':
      return vscode.l10n.t('Media start with sound:, recording:, number:, digits:, characters: or tone:.');
    case 'number':
      return vscode.l10n.t('A whole number between −2147483647 and 2147483647, please.');
    case 'digits':
      return vscode.l10n.t('Only digits, *, # and -, please.');
    case 'address':
      return vscode.l10n.t('A complete http or https address, please.');
  }
}
