import assert from 'node:assert/strict';
import { mediaProblem, splitMedia, toMediaUri } from '../../src/ari/mediaUri';
import { revivePlayed } from '../../src/workbench/commands/media';

describe('media', () => {
  it('lets pass what Asterisk can play', () => {
    const good = [
      'sound:hello-world',
      'sound:/var/lib/asterisk/sounds/custom/a',
      'sound:https://example.com/a.wav?x=1,2',
      'recording:folder/name',
      'number:-2147483647',
      'digits:1*#-2',
      'characters:a b!',
      'tone:ring;tonezone=fr',
      'tone:!350+440/100,!0/100',
    ];
    for (const uri of good) assert.equal(mediaProblem(uri), undefined, uri);
  });

  it('finds what Asterisk would skip in silence, and says why', () => {
    const bad = {
      '': 'empty',
      'sound:': 'empty',
      'recording:  ': 'empty',
      'hello-world': 'scheme',
      'foo:bar': 'scheme',
      'Sound:hello': 'scheme',
      'number:abc': 'number',
      'number:1.5': 'number',
      'number:2147483648': 'number',
      'digits:12a': 'digits',
      'sound:ftp://example.com/a.wav': 'address',
      'sound:https://': 'address',
      'sound:https://example.com/a b.wav': 'address',
    };
    for (const [uri, problem] of Object.entries(bad)) assert.equal(mediaProblem(uri), problem, uri);
  });

  it('makes a sound of an address', () => {
    assert.equal(toMediaUri(' https://example.com/a.wav '), 'sound:https://example.com/a.wav');
    assert.equal(toMediaUri('tone:ring'), 'tone:ring');
  });

  it('splits at the first colon only', () => {
    assert.deepEqual(splitMedia('sound:https://a'), { scheme: 'sound', rest: 'https://a' });
    assert.equal(splitMedia('toString:x'), undefined);
  });

  it('remembers nothing of the wrong shape', () => {
    assert.deepEqual(revivePlayed({ media: ['tone:ring'], lang: 'en', more: 1 }), { media: ['tone:ring'], lang: 'en' });
    for (const stored of [undefined, null, 'x', {}, { media: [] }, { media: [1] }, { media: 'tone:ring' }]) {
      assert.equal(revivePlayed(stored), undefined);
    }
  });
});
