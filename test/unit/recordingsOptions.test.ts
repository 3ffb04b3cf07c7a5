import assert from 'node:assert/strict';
import {
  DEFAULT_SETTINGS,
  defaultRecordingName,
  fileNameOf,
  isRecordingName,
  parseSeconds,
  readSettings,
} from '../../src/workbench/commands/recordingsOptions';

describe('recording options', () => {
  it('names a recording after what is recorded, and when', () => {
    const at = new Date(2026, 0, 31, 23, 5, 9);
    assert.equal(defaultRecordingName('PJSIP/1000-0000000a', at), 'PJSIP-1000-0000000a-20260131-230509');
    assert.equal(defaultRecordingName('Local/s@wait-1;2', at), 'Local-s-wait-1-2-20260131-230509');
    assert.equal(defaultRecordingName('../', at), 'recording-20260131-230509');
    assert.ok(defaultRecordingName('x'.repeat(500), at).length < 100);
  });

  it('knows which names stay below the folder of recordings', () => {
    for (const name of ['a', 'a/b c', 'a..b', 'ünï']) assert.ok(isRecordingName(name), name);
    for (const name of ['', ' ', '../a', 'a/../b', '/etc/a', 'a/', 'a//b', '..'])
      assert.ok(!isRecordingName(name), name);
  });

  it('reads seconds', () => {
    assert.equal(parseSeconds(' 90 '), 90);
    assert.equal(parseSeconds('0'), 0);
    for (const text of ['', '-1', '1.5', 'x', '99999999']) assert.equal(parseSeconds(text), undefined, text);
  });

  it('takes of what was remembered what has the right shape', () => {
    assert.deepEqual(readSettings(undefined), DEFAULT_SETTINGS);
    assert.deepEqual(
      readSettings({ format: 'gsm', maxDurationSeconds: -1, beep: 'yes', ifExists: 'x', terminateOn: '#' }),
      {
        ...DEFAULT_SETTINGS,
        format: 'gsm',
        terminateOn: '#',
      },
    );
  });

  it('makes a file name for the disk', () => {
    assert.equal(fileNameOf({ name: 'folder/a:b?', format: 'wav' }), 'a-b-.wav');
  });
});
