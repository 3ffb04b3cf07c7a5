import assert from 'node:assert/strict';
import { isActiveRead, isFunction, parseAssignment } from '../../src/workbench/commands/variableNames';

describe('names of variables', () => {
  it('tells functions from variables', () => {
    assert.equal(isFunction('FOO'), false);
    assert.equal(isFunction('CALLERID(num)'), true);
    assert.equal(isFunction('SHELL(touch /tmp/x)'), true);
  });

  it('knows which functions do something when they are read', () => {
    for (const name of [
      'SHELL(id)',
      ' shell (id)',
      'CURL(http://x)',
      'DB_DELETE(a/b)',
      'ODBC_FOO(1)',
      'FILE(/etc/x)',
    ]) {
      assert.equal(isActiveRead(name), true, name);
    }
    for (const name of ['CALLERID(num)', 'SHELL', 'CHANNEL(state)', 'DB(a/b)', '']) {
      assert.equal(isActiveRead(name), false, name);
    }
  });

  it('reads an assignment', () => {
    assert.deepEqual(parseAssignment('A=1'), { name: 'A', value: '1' });
    assert.deepEqual(parseAssignment(' A = b=c '), { name: 'A', value: 'b=c' });
    assert.deepEqual(parseAssignment('A='), { name: 'A', value: '' });
    assert.deepEqual(parseAssignment('CALLERID(num)=5 5'), { name: 'CALLERID(num)', value: '5 5' });
    for (const text of ['', 'A', '=1', 'a b=1']) assert.equal(parseAssignment(text), undefined, text);
  });
});
