import assert from 'node:assert/strict';
import { codeOf, serverMessageOf } from '../../src/ari/errors';

describe('what the server said', () => {
  it('is the message of a JSON body', () =>
    assert.equal(serverMessageOf('{"message":"Channel not found"}'), 'Channel not found'));
  it('is the error of a failed originate', () =>
    assert.equal(serverMessageOf('{"error":"Allocation failed"}'), 'Allocation failed'));
  it('is the paragraph of an HTML page', () => {
    const page =
      '<!DOCTYPE html>\r\n<html><head>\r\n<title>404 Not Found</title>\r\n</head><body>\r\n<h1>Not Found</h1>\r\n<p>The requested URL was not found on this server.</p>\r\n</body></html>';
    assert.equal(serverMessageOf(page), 'The requested URL was not found on this server.');
  });
  it('is the title of a page without words', () =>
    assert.equal(serverMessageOf('<html><title>426 Upgrade</title></html>'), '426 Upgrade'));
  it('is nothing for an empty body', () => assert.equal(serverMessageOf(' \n'), undefined));
  it('is the text itself when it is neither', () => assert.equal(serverMessageOf('{broken'), '{broken'));
});

describe('the code of an error', () => {
  it('is found in its cause', () => {
    const cause = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    assert.equal(codeOf(new Error('outer', { cause })), 'ECONNREFUSED');
  });
  it('is found in the first of several (happy eyeballs)', () => {
    const first = Object.assign(new Error('x'), { code: 'EHOSTUNREACH' });
    assert.equal(codeOf(new AggregateError([first])), 'EHOSTUNREACH');
  });
});
