import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../places';
import type { Installation } from './install';
import { MODULES } from './modules';

/** The two ports of a private Asterisk, both on 127.0.0.1. */
export interface Ports {
  /** TCP, HTTP and ARI. */
  readonly http: number;
  /** UDP, SIP. */
  readonly sip: number;
}

/** Files of `etc/` by name, relative to it. */
export type ConfigurationFiles = Readonly<Record<string, string>>;

const ARI_CONF = `[general]
enabled = yes
pretty = no
allowed_origins = *

[hiastar-ari]
type = user
read_only = no
password = hiastar
password_format = plain

[hiastar-ro]
type = user
read_only = yes
password = hiastar-ro
`;

const INDICATIONS_CONF = `[general]
country = us

[us]
description = United States
ringcadence = 2000,4000
dial = 350+440
busy = 480+620/500,0/500
ring = 440+480/2000,0/4000
congestion = 480+620/250,0/250
callwaiting = 440/300,0/10000
`;

// Modules that refuse to load when their file is missing; an empty one is enough.
const EMPTY =
  `stasis cdr cel features ccss acl udptl sorcery codecs manager cli cli_permissions res_stun_monitor pjproject
  pjsip_notify dnsmgr websocket_client geolocation queues res_parking res_http_media_cache aeap
  chan_websocket`.split(/\s+/);

function endpoint(name: string): string {
  return `[${name}]
type = endpoint
context = default
disallow = all
allow = ulaw,alaw,gsm
auth = ${name}
aors = ${name}
direct_media = no
dtmf_mode = auto_info

[${name}]
type = auth
auth_type = userpass
username = ${name}
password = secret${name}

[${name}]
type = aor
max_contacts = 5
`;
}

/** The transport and the endpoints 1000 and 1001, whose passwords are secret1000 and secret1001. */
export function pjsipConf(port: number, bind = '127.0.0.1'): string {
  const transport = `[transport-udp]\ntype = transport\nprotocol = udp\nbind = ${bind}:${port}\n`;
  return [transport, endpoint('1000'), endpoint('1001')].join('\n');
}

function asteriskConf(folder: string, installation: Installation): string {
  return `[directories]
astetcdir => ${folder}/etc
astmoddir => ${installation.modules}
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/db
astkeydir => ${folder}/keys
astdatadir => ${installation.data}
astagidir => ${folder}/lib/agi-bin
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
astcachedir => ${folder}

[options]
verbose = 3
nocolor = yes
hideconnect = yes
highpriority = no
`;
}

function modulesConf(installation: Installation, extra: readonly string[]): string {
  const present = [...MODULES, ...extra].filter((name) => fs.existsSync(path.join(installation.modules, `${name}.so`)));
  return ['[modules]', 'autoload = no', ...present.map((name) => `load = ${name}.so`), ''].join('\n');
}

// Neighbours that start at the same moment must not send to each other's RTP ports.
function rtpConf(sipPort: number): string {
  const start = 20_000 + (sipPort % 1000) * 20;
  return `[general]\nrtpstart = ${start}\nrtpend = ${start + 1000}\n`;
}

/** Everything under `etc/` that is the same for every test, before overrides. */
function standardFiles(folder: string, installation: Installation, ports: Ports): Record<string, string> {
  return {
    ...Object.fromEntries(EMPTY.map((name) => [`${name}.conf`, ''])),
    'asterisk.conf': asteriskConf(folder, installation),
    'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error,verbose\n',
    'http.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${ports.http}\nsessionlimit = 1000\n`,
    'ari.conf': ARI_CONF,
    'pjsip.conf': pjsipConf(ports.sip),
    'rtp.conf': rtpConf(ports.sip),
    'confbridge.conf': '[general]\n[default_user]\ntype = user\n[default_bridge]\ntype = bridge\n',
    'musiconhold.conf': `[general]\n[default]\nmode = files\ndirectory = ${folder}/moh\n`,
    'indications.conf': INDICATIONS_CONF,
  };
}

/** What a test wants otherwise than the standard. */
export interface ConfigurationChanges {
  readonly dialplan: string;
  readonly files: ConfigurationFiles;
  readonly modules: readonly string[];
}

/** Writes a whole configuration and all folders that Asterisk writes to under `folder`. */
export function writeConfiguration(
  folder: string,
  installation: Installation,
  ports: Ports,
  changes: ConfigurationChanges,
): void {
  for (const name of [
    'etc',
    'lib',
    'db',
    'run',
    'log/cdr-csv',
    'moh',
    'keys/keys',
    'spool/recording',
    'spool/monitor',
    'spool/tmp',
    'spool/outgoing',
  ]) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
  }
  // Music on hold needs at least one file, and Debian's music is a package of its own.
  const music = path.join(installation.data, 'sounds/en/demo-instruct.gsm');
  if (fs.existsSync(music)) fs.symlinkSync(music, path.join(folder, 'moh/music.gsm'));
  const dialplan = fs.readFileSync(path.join(ROOT, 'test/support/asterisk/extensions.conf'), 'utf8');
  const files = {
    ...standardFiles(folder, installation, ports),
    'modules.conf': modulesConf(installation, changes.modules),
    'extensions.conf': `${dialplan}\n${changes.dialplan}\n`,
    ...changes.files,
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, 'etc', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
