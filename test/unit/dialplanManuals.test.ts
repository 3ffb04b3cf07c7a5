import assert from 'node:assert/strict';
import { harvestManuals } from '../../src/dialplan/applications/harvest';
import { readManuals, signatureOf } from '../../src/dialplan/applications/manual';
import { Manuals } from '../../src/dialplan/applications/manuals';
import { CALLING } from '../../src/dialplan/applications/calling';
import { FLOW } from '../../src/dialplan/applications/flow';
import { FUNCTION_TEXTS } from '../../src/dialplan/applications/functions';
import { MEDIA } from '../../src/dialplan/applications/media';
import { applicationNamed } from '../../src/dialplan/names/applications';
import { functionNamed } from '../../src/dialplan/names/functions';

const XML = `<docs><application name="VMSayName" language="en_US"><synopsis>
  Say   a &lt;name&gt;.</synopsis><syntax argsep="@">
  <parameter name="mailbox" required="true" multiple="true"><para>The <literal>box</literal>.</para></parameter>
  <parameter name="options"><optionlist><option name="x"><para>no</para></option></optionlist></parameter>
  </syntax></application>
  <application name="Wait"><synopsis>Theirs</synopsis></application>
  <function name="SYSINFO" language="en_US"><synopsis>Info.</synopsis></function>
  <application name="Cut"><synopsis>`;

describe('manuals of applications and functions', () => {
  const texts = { CALLING, FLOW, MEDIA };
  for (const [title, text, named] of [
    ...Object.entries(texts).map(([title, text]) => [title, text, applicationNamed] as const),
    ['FUNCTION_TEXTS', FUNCTION_TEXTS, functionNamed] as const,
  ]) {
    it(`reads every entry of ${title}, with all that it says about arguments`, () => {
      for (const entry of text.trim().split('\n\n')) {
        const [manual] = readManuals(entry);
        assert.ok(manual, entry);
        assert.equal(named(manual.name), manual.name);
        assert.equal(manual.arguments.filter(({ meaning }) => meaning).length, entry.split('\n').length - 1, entry);
        const { text: signature, arguments: places } = signatureOf(manual);
        assert.deepEqual(
          places.map(([start, end]) => signature.slice(start, end).replace(/[[\]]/g, '')),
          manual.arguments.map(({ name }) => name.replace(/[[\]]/g, '')),
        );
      }
    });
  }

  it('has most applications that people use', () => {
    const manuals = new Manuals();
    for (const name of ['dial', 'GOTO', 'NoOp', 'playback', 'Stasis', 'voicemail'])
      assert.ok(manuals.application(name));
    assert.equal(manuals.function('LEN')?.arguments.length, 1);
    assert.equal(manuals.function('len'), undefined);
    assert.equal(manuals.application('nothing'), undefined);
  });

  it('adds what an Asterisk on this machine says', () => {
    const manuals = new Manuals(harvestManuals(XML));
    const said = manuals.application('vmsayname');
    assert.ok(said);
    assert.equal(said.summary, 'Say a <name>.');
    assert.equal(signatureOf(said).text, 'VMSayName(mailbox…@[options])');
    assert.deepEqual(
      said.arguments.map(({ meaning }) => meaning),
      ['The box.', ''],
    );
    assert.equal(manuals.function('SYSINFO')?.summary, 'Info.');
    assert.doesNotMatch(manuals.application('Wait')?.summary ?? '', /Theirs/);
  });

  it('takes any text for documentation', () => {
    for (let end = 0; end < XML.length; end += 7) harvestManuals(XML.slice(end).repeat(3));
    assert.equal(harvestManuals('<application ').applications.size, 0);
  });
});
