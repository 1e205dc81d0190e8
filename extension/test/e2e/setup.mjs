// Brings a real VS Code for tests: code-server (the workbench and its extension host, served to a browser), the Node that
// it wants, playwright-core to drive it, and Chromium. Only npm and, on Debian as root, apt-get are used. Everything goes
// into one cache folder; what is there already is left alone.
//
//   node extension/test/e2e/setup.mjs
//
// HUNTBOOK_CACHE names the folder (else ~/.cache/huntbook), CHROMIUM a browser to use instead of the system's.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { has, main, step } from '../../scripts/project.mjs';

const versions = { node: '24.21.0', codeServer: '4.139.1', playwright: '1.65.1' };

/** Where the parts are, in the cache folder. */
export function places() {
  const cache = path.resolve(process.env.HUNTBOOK_CACHE || path.join(os.homedir(), '.cache/huntbook'));
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const nodeHome = path.join(cache, 'node24/node_modules', nodePackage);
  return {
    cache,
    nodePackage,
    nodeHome,
    node: path.join(nodeHome, 'bin/node'),
    codeServer: path.join(cache, 'code-server/node_modules/code-server'),
    codeServerEntry: path.join(cache, 'code-server/node_modules/code-server/out/node/entry.js'),
    tools: path.join(cache, 'tools'),
    chromium: process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((file) => fs.existsSync(file)),
  };
}

/** What of code-server alone is needed: the editor in a browser, without anything to drive it. */
export function setUpServer() {
  if (process.platform === 'win32') throw new Error('The editor for tests does not run on Windows: use WSL.');
  systemPackages(['gcc', 'g++', 'make', 'python3', 'pkg-config', 'libkrb5-dev'], 'a C++ compiler, make, Python 3, pkg-config and the Kerberos headers (Debian: libkrb5-dev; macOS: the Xcode command line tools)');
  installNode();
  installCodeServer();
}

export function setUp() {
  setUpServer();
  if (places().chromium === undefined) systemPackages(['chromium', 'fontconfig', 'fonts-dejavu-core'], 'Chromium (or set CHROMIUM to a browser)');
  install('tools', { 'playwright-core': versions.playwright }, versions.playwright, ['--ignore-scripts']);
  if (places().chromium === undefined) throw new Error('No Chromium was found. Install it, or set CHROMIUM to its program.');
}

function isInstalled(debian) {
  return spawnSync('dpkg-query', ['-W', '-f=${Status}', debian], { encoding: 'utf8' }).stdout?.includes('install ok installed');
}

/** Debian packages, where this is Debian; elsewhere they are taken to be there, and npm says what is missing. */
function systemPackages(names, inWords) {
  if (!has('dpkg-query')) return;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const advice = `Please install ${inWords}: apt-get install ${missing.join(' ')}`;
  if (process.getuid() !== 0) throw new Error(advice);
  step(`apt-get install ${missing.join(' ')}`);
  const apt = (...args) => spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=600', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  // Another run of apt-get may hold the lock, or fetch the lists at the same time.
  for (let left = 3; left > 0; left--) {
    apt('update');
    if (apt('install', '-y', '--no-install-recommends', ...missing)) return;
  }
  throw new Error(`apt-get did not work. ${advice}`);
}

function installNode() {
  const { nodePackage, node } = places();
  install('node24', { [nodePackage]: versions.node }, versions.node);
  if (!has(node)) throw new Error(`${node} does not run on this machine.`);
}

/** code-server compiles native modules when it is installed, so npm itself has to run on the Node that it wants. */
function installCodeServer() {
  const { nodeHome, cache } = places();
  install('code-server', { 'code-server': versions.codeServer }, versions.codeServer, ['--foreground-scripts'], {
    PATH: path.join(nodeHome, 'bin') + path.delimiter + process.env.PATH,
    npm_config_nodedir: nodeHome,
    XDG_CONFIG_HOME: path.join(cache, 'config'),
  }, { allowScripts: { [`code-server@${versions.codeServer}`]: true, argon2: true } });
}

/**
 * The environment without what an npm around this process (`npm test`) says of itself: an npm inside would take it for its
 * own settings, and packages for the version of Node that runs them.
 */
function outside() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

function install(name, dependencies, version, args = [], env = {}, manifest = {}) {
  const { cache } = places();
  const folder = path.join(cache, name);
  const mark = path.join(cache, `${name}.ready`);
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8').trim() === version && fs.existsSync(folder)) return;
  step(`${Object.keys(dependencies)[0]} ${version} into ${folder}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, name, dependencies, ...manifest }));
  const log = path.join(cache, `${name}.log`);
  const out = fs.openSync(log, 'w');
  const { status, error } = spawnSync('npm', ['install', '--no-fund', '--no-audit', ...args], { cwd: folder, env: { ...outside(), ...env }, stdio: ['ignore', out, out] });
  fs.closeSync(out);
  if (error || status !== 0) {
    const tail = fs.readFileSync(log, 'utf8').split('\n').slice(-30).join('\n');
    throw new Error(`${tail}\n${name} was not installed; the log is ${log}. A package registry must be reachable.`);
  }
  fs.writeFileSync(mark, version);
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    setUp();
    step(`ready in ${places().cache}`);
  });
}
