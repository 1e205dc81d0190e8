// What the scripts share: the project's folder, progress on the screen, and the things that must be there first. Only
// Node itself is needed here, because the scripts run before anything is installed.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const began = Date.now();

/** A line of progress with the seconds since the start. */
export function step(text) {
  console.log(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s] ${text}`);
}

/** Runs a program with its output on the screen; an error when it does not end well. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => reject(error.code === 'ENOENT' ? new Error(missing(program)) : error));
    child.once('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')}: ended ${signal ? `by ${signal}` : `with status ${code}`}`))));
  });
}

const remedies = {
  go: 'Go 1.26 or newer is needed: install it from your system or the Go project, and have `go` on the PATH.',
  npm: 'npm is needed: it comes with Node 20 or newer.',
};

function missing(program) {
  return remedies[program] ?? `${program} is not on this machine.`;
}

/** Whether a program can be started. */
export function has(program, args = ['--version']) {
  return spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
}

/** npm ci, when node_modules is not there or is older than the lock file. */
export function ensureModules() {
  const mark = path.join(root, 'node_modules/.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (fs.existsSync(mark) && fs.statSync(mark).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  step('npm ci');
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw new Error(missing('npm'));
  if (status !== 0) throw new Error('npm ci did not work; the lines above say why. A registry must be reachable.');
  fs.utimesSync(mark, new Date(), new Date());
}

/** Builds bin/huntbook. The embedded engine is C++, so the linker needs g++. */
export async function buildProgram() {
  if (!has('go', ['version'])) throw new Error(missing('go'));
  if (!has('g++')) throw new Error('A C++ compiler is needed for the embedded engine: on Debian `apt-get install g++`, on macOS `xcode-select --install`.');
  step('go build ./cmd/huntbook (the first time takes a few minutes)');
  await run('go', ['build', '-o', program(), './cmd/huntbook']);
}

export function program() {
  return path.join(root, 'bin', process.platform === 'win32' ? 'huntbook.exe' : 'huntbook');
}

/** Runs a script's main function; a failure is one line and status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
