import { Asterisk } from '../asterisk/asterisk';
import type { AsteriskOptions } from '../asterisk/asterisk';
import { ask } from './truth';
import { TRAFFIC_DIALPLAN } from './traffic';

/** Declares the same tests for an Asterisk 22 and an Asterisk 16, each a private one with the dialplan of the traffic. */
export function onAsterisk(
  title: string,
  tests: (asterisk: () => Asterisk, version: '22' | '16') => void,
  options: Omit<AsteriskOptions, 'version' | 'dialplan'> = {},
): void {
  for (const version of ['22', '16'] as const) {
    describe(`${title} (Asterisk ${version})`, () => {
      let asterisk: Asterisk;
      before(async () => (asterisk = await Asterisk.start({ version, dialplan: TRAFFIC_DIALPLAN, ...options })));
      after(() => asterisk.stop());
      tests(() => asterisk, version);
    });
  }
}

/** Begins a call of two channels that stays, or goes where it is told. */
export async function call(asterisk: Asterisk, extension = 'long'): Promise<void> {
  const query = `endpoint=Local/${extension}@traffic&context=traffic&extension=long&priority=1`;
  await ask(asterisk, `channels?${query}`, 'POST');
}

/** Ends every call. */
export async function hangUp(asterisk: Asterisk): Promise<void> {
  const channels = await ask<readonly { id: string }[]>(asterisk, 'channels');
  // The other half of a Local channel may have gone with the first.
  await Promise.all(channels.map(({ id }) => ask(asterisk, `channels/${id}`, 'DELETE').catch(() => undefined)));
}
