import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { Backoff } from '../../src/backoff';
import { Controller, ControllerGone, type ControllerHost, type Status } from '../../src/process';
import { Method, type Event, type PageResult, type RunResult } from '../../src/wire';

const fake = path.resolve('extension/test/fake/huntbook.mjs');

/** A controller on the fake program, and what its host was told. */
function start(env: Record<string, string> = {}, delays = [1, 1]) {
  const told = { events: [] as Event[], deaths: [] as string[], starts: 0, statuses: [] as Status[] };
  const waiting: { check: () => boolean; resolve: () => void }[] = [];
  const look = () => waiting.filter(({ check }) => check()).forEach(({ resolve }) => resolve());
  const host: ControllerHost = {
    command: () => ({ file: process.execPath, args: [fake, 'controller'], env: { ...process.env, ...env } }),
    initialize: () => ({ root: '', trusted: true, client: 'test' }),
    onEvent: (event) => { told.events.push(event); look(); },
    onToken: async () => ({ token: 't' }),
    onStart: () => { told.starts++; look(); },
    onDeath: (reason) => { told.deaths.push(reason); look(); },
    onStatus: (status) => { told.statuses.push(status); look(); },
    log: () => undefined,
  };
  const until = (check: () => boolean) => (check() ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ check, resolve })));
  return { controller: new Controller(host, { delays, healthy: 60000 }), told, until };
}

const sync = (controller: Controller, texts: string[]) =>
  controller.request(Method.sync, { notebook: 'n', path: '', version: 1, cells: texts.map((text, i) => ({ id: `c${i}`, kind: 'code', language: 'kusto', text })) });

test('cells run and pages come', async () => {
  const { controller, told } = start();
  await sync(controller, ['rows 500']);
  assert.deepEqual(await controller.request<RunResult>(Method.run, { notebook: 'n', cells: ['c0'] }), { ran: ['c0'] });
  assert.deepEqual(told.events.map((event) => event.kind), ['queued', 'started', 'output', 'done']);
  const page = await controller.request<PageResult>(Method.page, { result: 'r-c0', offset: 400, limit: 2 });
  assert.deepEqual(page.rows.map((row) => row[0]), ['400', '401']);
  await controller.stop();
  assert.equal(controller.state, 'stopped');
});

test('a controller that dies fails what it was asked, and is there again', async () => {
  const { controller, told, until } = start();
  await sync(controller, ['die']);
  await assert.rejects(controller.request(Method.run, { notebook: 'n', cells: ['c0'] }), (error: Error) => error instanceof ControllerGone && /status 137.*out of memory/.test(error.message));
  await until(() => told.starts === 2);
  assert.equal(told.deaths.length, 1);
  await sync(controller, ['rows 1']);
  await controller.stop();
});

test('a request whose answer never comes ends with the process', async () => {
  const { controller, told, until } = start();
  await sync(controller, ['slow']);
  const run = controller.request(Method.run, { notebook: 'n', cells: ['c0'] });
  await until(() => told.events.some((event) => event.kind === 'progress'));
  process.kill(controller.pid!, 'SIGKILL');
  await assert.rejects(run, /ended by SIGKILL/);
  await until(() => told.starts === 2);
  await controller.stop();
});

test('a program that cannot start is tried a few times, then left, and the user can ask again', async () => {
  const { controller, told, until } = start({ HUNTBOOK_FAKE: 'crash' });
  await assert.rejects(controller.request(Method.sync, {}), /cannot load the engine/);
  await until(() => told.statuses.at(-1) === 'down');
  assert.equal(told.deaths.length, 3, 'the first start and two more');
  await assert.rejects(controller.restart(), /cannot load the engine/);
});

test('a command that is missing says why', async () => {
  const host = { command: () => 'huntbook.path is wrong', onStatus: () => undefined } as unknown as ControllerHost;
  await assert.rejects(new Controller(host).request(Method.sync, {}), /huntbook.path is wrong/);
});

test('deaths close together wait longer; a long life forgets them', () => {
  const backoff = new Backoff({ delays: [10, 20], healthy: 1000 });
  backoff.started(1);
  assert.equal(backoff.died(2), 10);
  backoff.started(3);
  assert.equal(backoff.died(4), 20);
  backoff.started(5);
  assert.equal(backoff.died(2000), 10);
  backoff.started(2001);
  assert.equal(backoff.died(2002), 20);
  assert.equal(backoff.died(2003), undefined);
});
