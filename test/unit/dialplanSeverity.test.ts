import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { LINT_CODES } from '../../src/dialplan/lint/codes';
import { ROOT } from '../support/places';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'ari.dialplan.severity': {
          readonly properties: Readonly<Record<string, { readonly enum: readonly string[]; readonly default: string }>>;
        };
      };
    };
  };
}

describe('the setting ari.dialplan.severity', () => {
  it('knows each code with its own severity, and no other', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
    const { properties } = manifest.contributes.configuration.properties['ari.dialplan.severity'];
    const written = Object.entries(properties).map(([code, schema]) => [code, schema.default]);
    assert.deepEqual(written, Object.entries(LINT_CODES));
    for (const schema of Object.values(properties)) {
      assert.deepEqual(schema.enum, ['error', 'warning', 'information', 'hint', 'off']);
    }
  });
});
