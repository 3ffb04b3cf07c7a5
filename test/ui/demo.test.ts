import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from '../support/places';
import { ended } from '../support/processes';
import { until } from '../support/until';
import { type Browser, startBrowser } from '../support/vscode/browser';

describe('npm run demo', function () {
  this.timeout(300_000);
  let demo: ChildProcess;
  let output = '';
  let browser: Browser;

  const found = (pattern: RegExp): string | undefined => pattern.exec(output)?.[1];

  before(async () => {
    demo = spawn(process.execPath, ['test/support/bootstrap.mjs', 'demo'], {
      cwd: ROOT,
      // A window of the desktop cannot be driven from here.
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [demo.stdout!, demo.stderr!]) stream.on('data', (data: Buffer) => (output += data.toString()));
    await until(() => output.includes('Press Ctrl+C') || demo.exitCode !== null, {
      what: 'the demo',
      timeoutMs: 240_000,
    });
    assert.equal(demo.exitCode, null, output);
    browser = await startBrowser();
  });
  after(async () => {
    await browser.dispose();
    if (demo.exitCode === null) process.kill(-demo.pid!, 'SIGKILL');
  });

  it('starts an Asterisk that the files in the workspace describe', async () => {
    const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
    const answer = await fetch(`${found(/listens on (http\S+)/)!}/ari/asterisk/info`, { headers: { authorization } });
    assert.equal(answer.status, 200, output);
  });

  it('opens VS Code with the extension installed, on the workspace with ari.conf', async () => {
    const page = await browser.context.newPage();
    await page.goto(found(/browser:\s+(http\S+)/)!);
    await page.locator('.activitybar a[aria-label^="Asterisk"]').click({ timeout: 60_000 });
    await page.locator('.sidebar .welcome-view', { hasText: 'ari.conf' }).waitFor({ timeout: 30_000 });
    const keyHalf = await page.evaluate(
      `fetch('mint-key', { method: 'POST' }).then((answer) => answer.arrayBuffer()).then((half) => half.byteLength)`,
    );
    assert.equal(keyHalf, 32, 'what the secret storage needs of the server');
  });

  it('ends all that it started with Ctrl+C', async () => {
    const [asterisk, code] = [found(/listens on (http\S+)/)!, new URL(found(/browser:\s+(http\S+)/)!).origin];
    process.kill(-demo.pid!, 'SIGINT');
    await ended(demo);
    assert.equal(demo.exitCode, 0, output);
    for (const address of [asterisk, code]) await assert.rejects(fetch(address), `${address} is gone`);
  });
});
