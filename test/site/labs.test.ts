import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyLab, type AnySettings, type Control, initialSettings } from '../../src/lab/lab.ts';
import { printFigure } from '../../src/lab/print-figure.ts';
import { readState, scenarioSettings, writeState } from '../../src/lab/state.ts';
import { launch } from './browser.ts';
import { exhibited } from './exhibited.ts';
import { type Served, served } from './served.ts';

const labs = await exhibited();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let site: Served;
let browser: Browser;

beforeAll(async () => {
  site = await served();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page at the lab and waits until it has come to life. */
async function openLab(lab: AnyLab, address: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(`${site.url}${address}`);
  const place = page.locator(`#lab-${lab.id}`);
  await place.scrollIntoViewIfNeeded();
  await place.locator('.lab-controls:enabled').waitFor();
  return { page, place };
}

/** What the lab says: its finding, and every figure of the run. */
async function said(place: Locator): Promise<{ readonly finding: string; readonly figures: readonly string[] }> {
  return {
    finding: (await place.locator('.finding').innerText()).trim(),
    figures: await place.locator('.lab-figures tbody tr td:nth-child(2)').allInnerTexts(),
  };
}

/** What it must say. */
function expected(lab: AnyLab, settings: AnySettings, seed = 1) {
  const run = lab.run(settings, seed);
  const figures = Object.entries(lab.figures).map(([name, form]) => printFigure(run.figures[name] ?? Number.NaN, form));
  return { finding: lab.finding(run, settings), figures };
}

/** The control of a setting, found by its label. */
const controlOf = (place: Locator, control: Control): Locator =>
  control.kind === 'choice'
    ? place.locator('.choice', { hasText: control.label })
    : place.getByLabel(control.label, { exact: true });

/** Moves a range by keyboard alone. */
async function pressTo(page: Page, range: Locator, end: 'Home' | 'End'): Promise<void> {
  await range.focus();
  await page.keyboard.press(end);
}

/** The options that are wider than their list in the face that is meant, also where it came too late for the page. */
async function cutOptions(lists: readonly Element[]): Promise<readonly string[]> {
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
  const cut: string[] = [];
  for (const list of lists as readonly HTMLSelectElement[]) {
    const [family] = getComputedStyle(list).fontFamily.split(',');
    const face = rules.find((rule) => rule instanceof CSSFontFaceRule && rule.style.fontFamily === family);
    const { src, fontWeight: weight } = (face as CSSFontFaceRule).style as CSSStyleDeclaration & { src: string };
    document.fonts.add(await new FontFace('measured', src, { weight }).load());
    list.style.fontFamily = 'measured';
    for (const option of list.options) {
      const alone = list.cloneNode(false) as HTMLSelectElement;
      alone.append(option.cloneNode(true));
      list.after(alone);
      alone.style.width = 'max-content';
      if (alone.offsetWidth > list.offsetWidth) cut.push(option.text);
      alone.remove();
    }
  }
  return cut;
}

const openAll = (place: Locator): Promise<void> =>
  place.locator('details.more').evaluateAll((all) => {
    for (const each of all) (each as HTMLDetailsElement).open = true;
  });

describe.each(labs)('$lab.id', ({ lab, page: address }) => {
  const initial = initialSettings(lab.controls);

  test('without script the page has the default run: its finding, its figures, its drawing and its charts', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(site.url + address);
    const place = page.locator(`#lab-${lab.id}`);
    expect(await said(place)).toEqual(expected(lab, initial));
    expect(await place.locator('svg.picture').isVisible()).toBe(true);
    expect(await place.locator('svg.chart').count()).toBe(lab.run(initial, 1).charts.length);
    expect(await place.locator('.lab-controls, .lab-player').filter({ visible: true }).count()).toBe(0);
    await page.close();
  });

  test('every control is moved to both ends, by keyboard where it slides, and the lab says what the model says', async () => {
    const { page, place } = await openLab(lab, address);
    await openAll(place);
    let settings: AnySettings = initial;
    const moved = async (name: string, value: string | number | boolean): Promise<void> => {
      settings = { ...settings, [name]: value };
      await expect.poll(() => said(place), { timeout: 5000 }).toEqual(expected(lab, settings));
    };
    for (const [name, control] of Object.entries(lab.controls)) {
      const element = controlOf(place, control);
      if (control.kind === 'range') {
        await pressTo(page, element, 'Home');
        await moved(name, control.min);
        await pressTo(page, element, 'End');
        await moved(name, control.max);
      } else if (control.kind === 'switch') {
        for (const value of [!control.initial, control.initial]) {
          await element.focus();
          await page.keyboard.press('Space');
          await moved(name, value);
        }
      } else {
        for (const [option, label] of Object.entries(control.options)) {
          const list = element.locator('select');
          if ((await list.count()) > 0) await list.selectOption(option);
          else await element.getByLabel(label, { exact: true }).check();
          await moved(name, option);
        }
      }
    }
    await page.close();
  });

  test('by keyboard alone every control is reached and moved; on a phone the finding stays in sight and covers none', async () => {
    const { page, place } = await openLab(lab, address, { viewport: { width: 360, height: 740 } });
    const keys = { range: 'ArrowRight', radio: 'ArrowDown', 'select-one': 'ArrowDown', checkbox: 'Space' };
    const moved: string[] = [];
    await place.getByLabel('Scenario').focus();
    for (;;) {
      await page.keyboard.press('Tab');
      const stop = await place.evaluate((element) => {
        const { activeElement: active } = document;
        if (!active?.closest('.lab-controls') || active.closest('.seed')) return undefined;
        const { top, bottom } = active.getBoundingClientRect();
        const finding = element.querySelector('.finding')?.getBoundingClientRect();
        return {
          type: (active as HTMLInputElement).type as string | undefined,
          text: active.closest('.range, .choice, .switch')?.querySelector(':is(legend, label, span)')?.textContent,
          isAtEnd:
            active instanceof HTMLSelectElement
              ? active.selectedIndex === active.length - 1
              : active instanceof HTMLInputElement && active.type === 'range' && active.value === active.max,
          isSeen: top >= 0 && bottom <= (finding?.top ?? 0) && (finding?.bottom ?? Infinity) <= innerHeight,
        };
      });
      if (!stop) break;
      const { type, text, isAtEnd, isSeen } = stop;
      expect.soft({ text, isSeen }).toEqual({ text, isSeen: true });
      const key = keys[type as keyof typeof keys] ?? 'Enter';
      await page.keyboard.press(isAtEnd ? key.replace('Right', 'Left').replace('Down', 'Up') : key);
      const found = Object.entries(lab.controls).find(([, { label }]) => label === text);
      if (!found) continue;
      const [name] = found;
      const state = () => readState(lab, new URL(page.url()).searchParams);
      await expect.poll(() => state().settings[name]).not.toBe(initial[name]);
      expect(await said(place)).toEqual(expected(lab, state().settings));
      moved.push(name);
    }
    expect(moved).toEqual(Object.keys(lab.controls));
    await page.close();
  });

  test('every scenario runs, and its address opens in the same state with the same numbers', async () => {
    const { page, place } = await openLab(lab, address);
    for (const { id } of lab.scenarios) {
      const settings = scenarioSettings(lab, id);
      await place.getByLabel('Scenario').selectOption(id);
      await expect.poll(() => said(place), { timeout: 5000 }).toEqual(expected(lab, settings));
      const wanted = writeState(lab, { settings, seed: 1 }, new URLSearchParams()).toString();
      await expect.poll(() => new URL(page.url()).search.slice(1)).toBe(wanted);
    }
    await place.getByLabel('Seed', { exact: true }).fill('7');
    await expect.poll(() => new URL(page.url()).searchParams.get(`${lab.id}.seed`)).toBe('7');
    const before = await said(place);
    await page.reload();
    await place.scrollIntoViewIfNeeded();
    await expect.poll(() => said(place), { timeout: 5000 }).toEqual(before);
    expect(before).toEqual(expected(lab, scenarioSettings(lab, lab.scenarios.at(-1)?.id ?? ''), 7));
    await page.close();
  });

  test('events are played, stepped and gone back over; the last ones are in the table', async () => {
    const { page, place } = await openLab(lab, address);
    const { events } = lab.run(initial, 1);
    const place0 = place.getByLabel('Event', { exact: true });
    const latest = place.locator('.lab-events tbody tr:first-child td:last-child');
    const describe = (i: number): string => {
      const event = events[i];
      return event ? lab.describe(event).replaceAll(/\s+/g, ' ').trim() : '';
    };
    await pressTo(page, place0, 'Home');
    await expect.poll(() => latest.innerText()).toBe(describe(0));
    await place.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => latest.innerText()).toBe(describe(1));
    await place.getByRole('button', { name: 'Back', exact: true }).click();
    await expect.poll(() => latest.innerText()).toBe(describe(0));
    await place.locator('.speed select').selectOption('128');
    await place.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => place0.inputValue(), { timeout: 15_000 }).toBe(String(events.length - 1));
    expect(await latest.innerText()).toBe(describe(events.length - 1));
    await page.close();
  });

  test('a prediction runs its scenario and says what held', async () => {
    const { page, place } = await openLab(lab, address);
    const settings = scenarioSettings(lab, lab.prediction.scenario);
    const right = lab.prediction.options[lab.prediction.answer(lab.run(settings, 1), settings)] ?? '';
    const answer = place.locator('.answer');
    expect(await answer.isVisible()).toBe(false);
    await place.getByLabel(right, { exact: true }).check();
    await expect.poll(() => answer.innerText()).toContain('As you said');
    await expect.poll(() => said(place), { timeout: 5000 }).toEqual(expected(lab, settings));
    await page.close();
  });

  test('the finding is told to a screen reader once it has settled, and none before it', async () => {
    const { page, place } = await openLab(lab, address);
    const live = place.locator('[aria-live]');
    await live.evaluate((element) => {
      const told: (string | null)[] = [];
      Object.assign(globalThis, { told });
      new MutationObserver(() => told.push(element.textContent)).observe(element, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    // One setting after the other, as a reader drags: only where it rests is worth a word.
    const passed = lab.scenarios.slice(-2).map(({ id }) => id);
    await place.getByLabel('Scenario').evaluate(async (list, ids) => {
      for (const id of ids) {
        (list as HTMLSelectElement).value = id;
        for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, { bubbles: true }));
        await new Promise((done) => setTimeout(done, 50));
      }
    }, passed);
    const { finding } = expected(lab, scenarioSettings(lab, passed.at(-1) ?? ''));
    await expect.poll(() => live.textContent(), { timeout: 5000 }).toBe(finding);
    expect(await page.evaluate(() => (globalThis as unknown as { told: string[] }).told)).toEqual([finding]);
    await page.close();
  });

  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'axe finds nothing once it is alive, %s at %i pixels, and nothing is logged or cut',
    async (colorScheme, width) => {
      const complaints: string[] = [];
      const { page, place } = await openLab(lab, address, {
        colorScheme,
        bypassCSP: true,
        viewport: { width, height: 900 },
      });
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await openAll(place);
      await place.getByLabel('Average of 30 seeds').check();
      await place.getByText('Mean of 30 seeds').waitFor({ timeout: 20_000 });
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async (id) => {
        const { axe: checker } = globalThis as unknown as {
          axe: { run(where: string, options: object): Promise<AxeResults> };
        };
        return (await checker.run(`#${id}`, { resultTypes: ['violations'] })).violations.map(
          ({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`,
        );
      }, `lab-${lab.id}`);
      expect(violations).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await place.locator('select').evaluateAll(cutOptions)).toEqual([]);
      await page.close();
    },
  );
});
