import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { ROOT } from '../support/places';
import { until } from '../support/until';
import type { Theme, Workbench } from '../support/vscode/workbench';

export const THEMES: readonly Theme[] = ['light', 'dark', 'highContrast'];
export const VIEWPORT = { width: 1040, height: 620 };
/** Room for what the pictures are about. */
export const PICTURE_SETTINGS = {
  'ari.events.hiddenTypes': ['ChannelVarset'],
  'editor.fontSize': 12,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.navigationControl.enabled': false,
  'workbench.reduceMotion': 'on',
};

/** What the README shows, in this theme. */
const README_THEME: Theme = 'light';
const LIMIT_BYTES = 150 * 1024;
const UPDATE = process.env['UPDATE_MEDIA'] === '1';

/** Takes a picture of what the test has just found there. */
export async function takePicture(workbench: Workbench, name: string, theme: Theme): Promise<void> {
  await workbench.screenshot(`${name}-${theme}`);
}

/** The same, for the README: its copy of the window, or of a part of it, is renewed when that is asked for. */
export async function takeReadmePicture(
  workbench: Workbench,
  name: string,
  theme: Theme,
  part?: Locator,
  maxHeight = Infinity,
): Promise<void> {
  await takePicture(workbench, name, theme);
  if (theme !== README_THEME) return;
  const box = await part?.boundingBox();
  const shot = await workbench.page.screenshot({
    animations: 'disabled',
    ...(box && { clip: { ...box, height: Math.min(box.height, maxHeight) } }),
  });
  assert.ok(shot.length < LIMIT_BYTES, `${name} has ${shot.length} bytes`);
  if (UPDATE) fs.writeFileSync(path.join(ROOT, 'media/screenshots', `${name}.png`), shot);
}

/** Drags the side bar's edge until it is this wide, in CSS pixels. */
export async function widenSideBar({ page }: Workbench, width: number): Promise<void> {
  const sideBar = page.locator('.part.sidebar');
  const edge = async (): Promise<number> => {
    const box = await sideBar.boundingBox();
    return box!.x + box!.width;
  };
  const drag = async (): Promise<boolean> => {
    const [x, y] = [await edge(), 350];
    if ((await sideBar.boundingBox())!.width >= width) return true;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y);
    await page.mouse.move(x + width - (await sideBar.boundingBox())!.width + 30, y);
    await page.mouse.up();
    return false;
  };
  await until(drag, { what: 'the side bar to be wide' });
}
