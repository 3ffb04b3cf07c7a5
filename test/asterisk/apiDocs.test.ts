import assert from 'node:assert/strict';
import { ARI_EVENT_TYPES } from '../../src/ari/events';
import { Asterisk } from '../support/asterisk/asterisk';
import { carries, fields, literalsOf, models } from './apiDocs/declarations';
import { describe as describeServer, fieldsOf } from './apiDocs/serverDescription';
import type { FieldDescription, ModelDescription, ServerDescription } from './apiDocs/serverDescription';

/** Fields that the server's description calls required, and that we do not: what it does is the truth. */
const OPTIONAL_ALL_THE_SAME = new Set([
  // Asterisk answers a request without one, with an empty one (measured on 22.10).
  'RESTRequest.transaction_id',
]);

/** Fields that the server sends without describing them: the media experience scores of 22.10. */
const SENT_ALL_THE_SAME = /^RTPstat\.([rt]x|(local|remote)_(max|min|normdev|stdev))mes$/;

/** What of the server's models our declarations lack or contradict. */
function lacking({ models: theirs }: ServerDescription): string[] {
  return [...theirs.keys()].flatMap((name) => {
    const ours = models.get(name);
    if (!ours) return [`${name} is not declared`];
    const declared = fields(ours);
    return Object.entries(fieldsOf(theirs, name)).flatMap(([field, description]) => {
      const place = `${name}.${field}`;
      const found = declared.get(field);
      if (!found) return [`${place} is not declared`];
      const optional = found.optional && description.required === true && !OPTIONAL_ALL_THE_SAME.has(place);
      return [
        ...(optional ? [`${place} is declared optional, and required by the server`] : []),
        ...(carries(found.type, description.type) ? [] : [`${place} is declared otherwise than ${description.type}`]),
        ...missingValues(literalsOf(found.type), description).map((value) => `${place} lacks "${value}"`),
      ];
    });
  });
}

function missingValues(declared: readonly string[], { allowableValues }: FieldDescription): readonly string[] {
  if (declared.length === 0) return [];
  return (allowableValues?.values ?? []).filter((value) => !declared.includes(value));
}

/** What our declarations have and the server's models lack: most likely a slip of the pen. */
function superfluous({ models: theirs }: ServerDescription): string[] {
  return [...theirs.keys()].flatMap((name) => {
    const described = fieldsOf(theirs, name);
    const ours = models.get(name);
    return [...(ours ? fields(ours).keys() : [])]
      .filter((field) => !(field in described))
      .map((field) => `${name}.${field}`)
      .filter((place) => !SENT_ALL_THE_SAME.test(place));
  });
}

function eventTypesOf({ models: theirs }: ServerDescription): string[] {
  const heirs = ['Message', 'Event'].flatMap((name) => theirs.get(name)?.subTypes ?? []);
  return heirs.filter((name) => name !== 'Event').sort();
}

function withModel({ models: theirs, operations }: ServerDescription, model: ModelDescription): ServerDescription {
  return { operations, models: new Map([...theirs, [model.id, model]]) };
}

for (const version of ['22', '16'] as const) {
  describe(`the API description of Asterisk ${version}`, function () {
    this.timeout(60_000);
    let asterisk: Asterisk;
    let description: ServerDescription;

    before(async () => {
      asterisk = await Asterisk.start({ version });
      description = await describeServer(asterisk);
    });
    after(() => asterisk.stop());

    it('has models and fields that are all declared, with their types', () => {
      assert.ok(description.models.size >= 70, `only ${description.models.size} models were read`);
      assert.deepEqual(lacking(description), []);
    });

    it('has event types that are all known', () => {
      const known = new Set<string>(ARI_EVENT_TYPES);
      const theirs = eventTypesOf(description);
      assert.ok(theirs.length >= 39);
      assert.deepEqual(
        theirs.filter((type) => !known.has(type)),
        [],
      );
      for (const type of theirs) assert.deepEqual(literalsOf(fields(models.get(type)!).get('type')!.type), [type]);
    });

    if (version === '22') {
      it('has every field and event type that we declare', () => {
        assert.deepEqual(superfluous(description), []);
        assert.deepEqual([...ARI_EVENT_TYPES].sort(), eventTypesOf(description));
      });

      it('would be found to be ahead of us', () => {
        const channel = description.models.get('Channel')!;
        const changed = (properties: Record<string, FieldDescription>): string[] =>
          lacking(withModel(description, { ...channel, properties: { ...channel.properties, ...properties } }));
        const values = { values: ['Up', 'Sideways'] };
        assert.deepEqual(changed({ mood: { type: 'string' } }), ['Channel.mood is not declared']);
        assert.deepEqual(changed({ id: { type: 'int' } }), ['Channel.id is declared otherwise than int']);
        assert.deepEqual(changed({ caller: { type: 'Bridge' } }), ['Channel.caller is declared otherwise than Bridge']);
        assert.deepEqual(changed({ tenantid: { type: 'string', required: true } }), [
          'Channel.tenantid is declared optional, and required by the server',
        ]);
        assert.deepEqual(changed({ state: { type: 'string', allowableValues: values } }), [
          'Channel.state lacks "Sideways"',
        ]);
        assert.deepEqual(lacking(withModel(description, { id: 'Teapot', properties: {} })), ['Teapot is not declared']);
      });
    }
  });
}
