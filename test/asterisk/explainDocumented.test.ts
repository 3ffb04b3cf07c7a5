import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import type { Method } from '../../src/ari/rest';
import { reasonFor } from '../../src/live/explaining/explain';
import type { Reason } from '../../src/live/explaining/reason';
import { readRequest } from '../../src/live/explaining/request';
import { Asterisk } from '../support/asterisk/asterisk';
import { describe as describeServer } from './apiDocs/serverDescription';
import type { OperationDescription } from './apiDocs/serverDescription';

/** Reasons that explain nothing. */
const EMPTY: readonly Reason['kind'][] = ['other', 'internal'];

/** What is made of an error of an operation, with these words of the server's or none. */
function explained({ httpMethod, path }: OperationDescription, status: number, serverMessage?: string): Reason {
  const method = httpMethod as Method;
  const target = path.slice(1).replace(/\{\w+\}/g, 'some%3Bid');
  const request = `${method} ${target}`;
  const said = serverMessage === undefined ? {} : { serverMessage };
  const error = new AriError({ failure: 'refused', request, status, ...said });
  return reasonFor({ error, request: readRequest({ method, target }) });
}

function saysNothing(reason: Reason): boolean {
  return EMPTY.includes(reason.kind) || (reason.kind === 'parameter' && reason.name === undefined);
}

for (const version of ['22', '16'] as const) {
  describe(`the explanations of what Asterisk ${version} documents`, function () {
    this.timeout(60_000);
    let operations: readonly OperationDescription[];

    before(async () => {
      const asterisk = await Asterisk.start({ version });
      ({ operations } = await describeServer(asterisk));
      await asterisk.stop();
    });

    it('are there for every error of every operation, whatever words come with it', () => {
      const errors = operations.flatMap((operation) =>
        (operation.errorResponses ?? []).map(({ code, reason }) => ({ operation, code: Number(code), reason })),
      );
      assert.ok(errors.length >= 150, `only ${errors.length} errors are documented`);
      const unexplained = errors.flatMap(({ operation, code, reason }) =>
        [reason, undefined]
          .filter((words) => saysNothing(explained(operation, code, words)))
          .map((words) => `${operation.httpMethod} ${operation.path} ${code} ${words ?? '(no words)'}`),
      );
      assert.deepEqual(unexplained, []);
    });

    it('would be found to be missing', () => {
      const [operation] = operations;
      assert.ok(operation && saysNothing(explained(operation, 418)));
    });

    it('tell what is gone by its kind, not by chance', () => {
      const kinds = operations
        .filter(({ errorResponses = [] }) => errorResponses.some(({ code }) => Number(code) === 404))
        .map((operation) => ({ place: operation.path.split('/')[1], reason: explained(operation, 404) }));
      for (const { place, reason } of kinds) {
        if (place === 'channels' && reason.kind === 'gone') assert.equal(reason.thing, 'channel');
        if (place === 'bridges' && reason.kind === 'gone') assert.equal(reason.thing, 'bridge');
        assert.notEqual(reason.kind, 'unknownRequest', place);
      }
    });
  });
}
