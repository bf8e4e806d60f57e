import { describe, expect, test } from 'vitest';
import { pathOf, reader, wake } from './reader.ts';

const visitor = reader();

describe('keys', () => {
  test('the arrows turn to the next and the previous chapter, even as the first thing a reader does', async () => {
    const page = await visitor.read('caching/');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL('**/cdn/');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL('**/caching/');
  });

  test('there is nothing before the first chapter and behind the last, nor on other pages', async () => {
    for (const [at, key] of [
      ['approach/', 'ArrowLeft'],
      ['cloudwatch/', 'ArrowRight'],
      ['glossary/', 'ArrowRight'],
    ] as const) {
      const page = await visitor.read(at);
      await wake(page);
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
      expect(pathOf(page)).toBe(`/${at}`);
    }
  });

  test.each(['Alt', 'Control', 'Shift', 'Meta'])('with %s an arrow is not ours', async (modifier) => {
    const page = await visitor.read('caching/');
    await wake(page);
    await page.keyboard.down(modifier);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.up(modifier);
    await page.waitForTimeout(150);
    expect(pathOf(page)).toBe('/caching/');
  });

  test('a table that scrolls and a field keep their arrows and signs', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    await page.locator('.wide').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.evaluate(() => {
      const field = document.createElement('input');
      document.querySelector('main')?.prepend(field);
      field.focus();
    });
    await page.keyboard.type('a?');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(150);
    expect(pathOf(page)).toBe('/caching/');
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  test('? lists the keys in a dialog, as the first key too; Escape closes it and gives the focus back', async () => {
    const page = await visitor.read('caching/');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys', exact: true });
    await dialog.waitFor();
    expect(await dialog.locator('dt').allTextContents()).toEqual(['/ or Ctrl K', '←', '→', '?', 'Esc']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(pathOf(page)).toBe('/caching/');
    const button = page.getByRole('button', { name: 'Keys', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('the keys of a single sign can be switched off, and stay off', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    await page.getByRole('dialog').getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await wake(page);
    await page.keyboard.press('?');
    await page.keyboard.press('/');
    await page.waitForTimeout(300);
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });
});
