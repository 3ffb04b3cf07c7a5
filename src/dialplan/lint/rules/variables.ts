import * as l10n from '@vscode/l10n';
import type { DialplanProject } from '../../index/project';
import { occurrencesIn } from '../../index/symbols';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { finding, renaming, type Spot } from './kit';

/** More of them come from outside, from a program or an application of its own, and not from a slip of the hand. */
const MOST_SEARCHES = 500;

/** Variables that are read and never set, where one is set that differs by its case or by one letter. */
export const variableRules: Rule = function* (project) {
  const set = new Set(project.loaded.dialplan.globals.keys());
  const read = new Set<string>();
  for (const file of project.files.values()) {
    for (const { kind, isDefinition, text } of occurrencesIn(project, file)) {
      if (kind === 'variable') (isDefinition ? set : read).add(text);
    }
  }
  const byLength = groups(set);
  const unset = [...read].filter((name) => !set.has(name) && !isFromOutside(name)).slice(0, MOST_SEARCHES);
  const slips = new Map<string, string>();
  for (const name of unset) {
    const near = [-1, 0, 1]
      .flatMap((more) => byLength.get(name.length + more) ?? [])
      .filter((one) => isSlip(name, one));
    const [meant] = near;
    if (meant !== undefined && near.length === 1) slips.set(name, meant);
  }
  if (slips.size > 0) yield* readsOf(project, slips);
};

function* readsOf(project: DialplanProject, slips: ReadonlyMap<string, string>): Iterable<Finding> {
  for (const file of project.files.values()) {
    for (const { kind, isDefinition, text, span } of occurrencesIn(project, file)) {
      const meant = kind === 'variable' && !isDefinition ? slips.get(text) : undefined;
      if (meant !== undefined) yield findingOf({ file: file.path, span }, text, meant);
    }
  }
}

function findingOf(spot: Spot, name: string, meant: string): Finding {
  const message = l10n.t(
    'Nothing here sets the variable “{0}”, but “{1}” is set. Case counts for Asterisk.',
    plain(name),
    plain(meant),
  );
  return finding('similar-name', spot, message, { fixes: renaming(spot.file, { text: name, span: spot.span }, meant) });
}

function groups(names: Iterable<string>): ReadonlyMap<number, readonly string[]> {
  const byLength = new Map<number, string[]>();
  for (const name of names) {
    const group = byLength.get(name.length);
    if (group) group.push(name);
    else byLength.set(name.length, [name]);
  }
  return byLength;
}

/**
 * Variables that Asterisk and its applications set: those that it knows on every channel, what applications leave
 * behind them, and arguments.
 */
const FROM_OUTSIDE =
  /^(?:ARG[CV]?\d*|LOCAL\w*|MACRO_\w+|GOSUB_\w+|EXTEN|CONTEXT|PRIORITY|CHANNEL|UNIQUEID|LINKEDID|HINT\w*|EPOCH|DATETIME|TIMESTAMP|HANGUPCAUSE|SYSTEMNAME|ENTITYID|AST\w+DIR|INVALID_EXTEN|ENV|ACCOUNTCODE|BRIDGE\w*|BLIND\w*|ATTENDED\w*|FORWARDER\w*|TRANSFER\w*|TRANSFERERNAME|PICKUP\w*|DTMF\w*|FAX\w*|LOCALSTATION\w*|REMOTESTATION\w*|SIP\w*|PJSIP\w*|IAX\w*|DAHDI\w*|Q(?:E|UEUE)\w*|MEMBER\w*|MEETME\w*|CONF\w*|CALL\w*|ANSWER\w*|DIAL\w*|PARK\w*|PLAYBACK\w*|BACKGROUND\w*|READ\w*|REC\w*|RECORD\w*|VM\w*|VOICEMAIL\w*|AMD\w*|AGI\w*|STASIS\w*|SYSTEM\w*|TRYSTATUS|EXEC\w*|VXML\w*|SEND\w*|RECEIVE\w*|WAIT\w*|AVAIL\w*|CHANSPY\w*|MIXMONITOR\w*|MONITOR\w*|AGENT\w*|AQM\w*|RQM\w*|PQM\w*|UPQM\w*|DB_\w+|ODBC\w*|HASHRESULT|CURL\w*|ENUM\w*|LOOKUP\w*|PRIVACY\w*|SPEECH\w*|GROUP\w*|CDR\w*|CEL\w*|MESSAGE\w*|MINIVM\w*|ORIGINATE\w*|PAGE\w*|DISA\w*|DIRECTORY\w*|FOLLOWME\w*|RETRYDIAL\w*|TESTTIME|WHILE\w*|IF_\w+|OSP\w*|SLA\w*|SMS\w*|TXTCIDNAME\w*|T38\w*|ICES\w*|JITTER\w*|JACK\w*|RAND|RTPAUDIOQOS\w*|TOUCH\w*|DYNAMIC_\w+|CCQUEUE\w*|CC_\w+|CHANNELREDIRECT\w*|USERFIELD|LANGUAGE|MUSICCLASS|RINGTIME\w*|PREDIAL\w*|BYPASS\w*)$/;

function isFromOutside(name: string): boolean {
  return FROM_OUTSIDE.test(name) || name.length < 4;
}

/** One name for another: by its case, one letter within, or two letters that changed places. */
export function isSlip(name: string, meant: string): boolean {
  const [a, b] = [name.toLowerCase(), meant.toLowerCase()];
  if (a === b) return true;
  if (name.length < 5) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [mine, theirs] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // Digits tell siblings apart, and what is at the end, singular from plural.
  if (/[^a-z]/.test(mine + theirs) || end === 0) return false;
  if (mine.length === 2 && theirs.length === 2) return mine[0] === theirs[1] && mine[1] === theirs[0];
  return mine.length + theirs.length === 1;
}
