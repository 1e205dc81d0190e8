// A real VS Code in a headless browser, as the scenarios drive it. Nothing waits for time: everything waits until it is so.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/project.mjs';
import { places } from './setup.mjs';

/** The longest that a scenario waits for one thing. */
const patience = 45_000;

const settings = {
  'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden', 'workbench.editor.enablePreview': false,
  'workbench.colorTheme': 'Default Dark Modern', 'telemetry.telemetryLevel': 'off', 'update.mode': 'none',
  'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true, 'editor.minimap.enabled': false, 'editor.accessibilitySupport': 'off',
  'files.autoSave': 'off', 'files.simpleDialog.enable': true, 'git.enabled': false, 'window.menuBarVisibility': 'compact',
};

/** Asks until the answer is neither false nor undefined nor null; an error names what did not become so. */
export async function until(what, ask, timeout = patience) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== undefined && answer !== null) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not so after ${timeout / 1000} s: ${what}${last ? ` (${last.message})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

export function startBrowser() {
  const { chromium } = createRequire(path.join(places().tools, 'package.json'))('playwright-core');
  return chromium.launch({ executablePath: places().chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'] });
}

/** Starts code-server with this project as an installed extension. Resolves to its address and how to stop it. */
export async function startServer(work, { program, env = {}, trust = true, port = 0 } = {}) {
  const { codeServerEntry, node, nodeHome } = places();
  const data = path.join(work, 'data');
  const extensions = path.join(work, 'extensions');
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  fs.mkdirSync(extensions, { recursive: true });
  const link = path.join(extensions, `${publisher}.${name}-${version}`);
  if (!fs.existsSync(link)) fs.symlinkSync(root, link);
  const all = { ...settings, 'security.workspace.trust.enabled': !trust, ...(program ? { 'huntbook.path': program } : {}) };
  // A setting of scope machine is read from the machine's file only.
  for (const place of ['User', 'Machine']) {
    fs.mkdirSync(path.join(data, place), { recursive: true });
    fs.writeFileSync(path.join(data, place, 'settings.json'), JSON.stringify(all));
  }
  // Sockets are made here, and their paths must be short.
  const sockets = fs.mkdtempSync(path.join(os.tmpdir(), 'hb-'));
  const child = spawn(node, [codeServerEntry, '--config', path.join(work, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`,
    '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened', ...(trust ? ['--disable-workspace-trust'] : [])], {
    env: { ...process.env, PATH: path.join(nodeHome, 'bin') + path.delimiter + process.env.PATH, XDG_CONFIG_HOME: work, XDG_DATA_HOME: work, XDG_CACHE_HOME: work, TMPDIR: sockets, EXTENSIONS_GALLERY: '{}', VSCODE_IPC_HOOK_CLI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill();
    const kill = setTimeout(() => child.kill('SIGKILL'), 6000);
    await ended;
    clearTimeout(kill);
    fs.rmSync(sockets, { recursive: true, force: true });
  };
  try {
    const address = await until('code-server listens', () => {
      if (child.exitCode !== null) throw new Error(said);
      return /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
    });
    return { address, stop, log: () => said };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One window of the workbench on a folder. */
export class Editor {
  static async open(browser, server, folder, { files = [], height = 1100, width = 1300 } = {}) {
    const context = await browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const host = new URL(server.address).host;
    await context.route((url) => url.host !== host, (route) => route.abort());
    const query = new URLSearchParams({ folder });
    if (files.length > 0) query.set('payload', JSON.stringify(files.map((file) => ['openFile', `vscode-remote://${host}${path.join(folder, file)}`])));
    await page.goto(`${server.address}/?${query}`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.part.statusbar .statusbar-item', { timeout: patience });
    return new Editor(page, folder);
  }

  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  close() {
    return this.page.context().close();
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.pick(`>${title}`, title);
  }

  /** Types into the quick pick and takes the row that has the text. */
  async pick(text, row) {
    const box = this.page.locator('.quick-input-widget:visible');
    await box.locator('input.input').first().fill(text);
    const entry = box.locator('.monaco-list-row').filter({ hasText: row }).first();
    await entry.waitFor({ timeout: patience });
    await entry.click();
  }

  async openFile(file) {
    await this.page.keyboard.press('Control+P');
    await this.pick(file, path.basename(file));
    await this.page.locator('.tab.active').filter({ hasText: path.basename(file) }).waitFor({ timeout: patience });
  }

  // --- text editors

  async focusText() {
    await this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 15 });
  }

  /** Asks for completions at the cursor until the list has a label; a server that is just starting has none yet. */
  async completions(label) {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    return until(`completion offers ${label}`, async () => {
      await this.page.keyboard.press('Control+Space');
      return until('it is in the list', async () => {
        const labels = await rows.allTextContents();
        return labels.includes(label) && labels;
      }, 1500).catch(async () => {
        await this.page.keyboard.press('Escape');
        return undefined;
      });
    });
  }

  /** Messages of squiggles of a severity, as the Problems view has them. */
  async problems() {
    await this.command('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent));
  }

  squiggles(severity = 'error', inside = '') {
    return this.page.locator(`${inside} .squiggly-${severity}`);
  }

  // --- notebooks

  async openNotebook(file) {
    await this.openFile(file);
    await this.page.waitForSelector('.notebookOverlay .cell-list-container .monaco-list-row', { state: 'attached', timeout: patience });
  }

  runAll() {
    return this.command('Notebook: Run All');
  }

  /** The code cells that are drawn: state, execution order, and what their status bars say. */
  async cells() {
    return this.page.locator('.notebookOverlay .cell-list-container .monaco-list-row:not(.markdown-cell-row)').evaluateAll((rows) =>
      rows.map((row) => {
        const has = (name) => row.querySelector(`.codicon-notebook-state-${name}`) !== null;
        const state = has('success') ? 'success' : has('error') ? 'error' : has('executing') || has('pending') ? 'busy' : 'none';
        return { state, order: row.querySelector('.execution-count-label')?.textContent ?? '', status: row.querySelector('.cell-statusbar-container')?.textContent ?? '' };
      }));
  }

  /** Waits until `count` cells have ended and none runs. */
  cellsDone(count, timeout = patience) {
    return until(`${count} cells have ended`, async () => {
      const cells = await this.cells();
      return cells.every((cell) => cell.state !== 'busy') && cells.filter((cell) => cell.state !== 'none').length >= count && cells;
    }, timeout);
  }

  cellText(index) {
    return this.page.locator('.notebookOverlay .code-cell-row .monaco-editor .view-lines').nth(index);
  }

  /** Presses the run button of a drawn code cell. */
  async runCell(index) {
    const row = this.page.locator('.notebookOverlay .code-cell-row').nth(index);
    await row.locator('.view-lines').first().click();
    await row.locator('.run-button-container .codicon').first().click();
  }

  /** The frame that outputs are drawn in. */
  outputs() {
    return until('outputs are drawn', async () => {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        if (await frame.evaluate(() => document.querySelector('#container .output_container') !== null).catch(() => false)) return frame;
      }
      return undefined;
    });
  }

  screenshot(file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return this.page.screenshot({ path: file });
  }
}

/** The logs of the extension host and of the extension's output channels. */
export function logs(work) {
  const found = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (/remoteexthost\.log$|huntbook.*\.log$/i.test(file)) found.push(`--- ${entry.name}\n${fs.readFileSync(file, 'utf8').split('\n').slice(-60).join('\n')}`);
    }
  };
  try {
    walk(path.join(work, 'data/logs'));
  } catch {
    found.push('no logs');
  }
  return found.join('\n');
}
