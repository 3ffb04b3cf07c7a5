// (f) wscat, which writes every message to its standard output.
import '../meter';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PLACE } from './place';

const { port, user, password, application } = PLACE;
const url = `ws://127.0.0.1:${port}/ari/events?app=${application}&subscribeAll=true`;
process.argv = [process.argv[0] ?? '', 'wscat', '--connect', url, '--auth', `${user}:${password}`];
const peer = createRequire(__filename);
peer(path.join(path.dirname(peer.resolve('wscat/package.json')), 'bin/wscat'));
