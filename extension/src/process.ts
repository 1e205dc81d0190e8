// A `huntbook controller` that is kept alive: started when it is first needed, started again when it dies, spoken to in
// JSON-RPC over its standard input and output. It knows nothing of VS Code, so it is tested with a process of our own.
//
// Invariants:
//  - every request ends: with an answer, with the controller's error, or with a ControllerGone that says why;
//  - onStart runs after each successful start, before any request that waited for it is sent.

import { spawn, type ChildProcess } from 'node:child_process';
import {
  CancellationToken,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { Backoff, type BackoffRule } from './backoff';
import { Method, type Event, type InitializeParams, type InitializeResult, type TokenParams, type TokenResult } from './wire';

export interface Command {
  file: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface ControllerHost {
  /** The command to start, or a sentence on why there is none. */
  command(): Command | string;
  initialize(): InitializeParams;
  onEvent(event: Event): void;
  onToken(params: TokenParams): Promise<TokenResult>;
  onStart(info: InitializeResult): void;
  /** The process ended without being asked. `again`: it is started once more. */
  onDeath(reason: string, again: boolean): void;
  onStatus(status: Status): void;
  log(line: string): void;
}

export type Status = 'stopped' | 'starting' | 'ready' | 'waiting' | 'down';

/** The reason of a request that the controller could not answer because it is not there any more. */
export class ControllerGone extends Error {}

interface Running {
  child: ChildProcess;
  connection: MessageConnection;
  /** Rejects with ControllerGone when the process ends; never resolves. */
  gone: Promise<never>;
}

export class Controller {
  private readonly backoff: Backoff;
  private starting: Promise<Running> | undefined;
  private running: Running | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private status: Status = 'stopped';
  info: InitializeResult | undefined;

  constructor(private readonly host: ControllerHost, rule?: BackoffRule) {
    this.backoff = new Backoff(rule);
  }

  get pid(): number | undefined {
    return this.running?.child.pid;
  }

  /** Asks the controller; starts it when it is not running. */
  async request<R>(method: string, params: unknown, token: CancellationToken = CancellationToken.None): Promise<R> {
    const running = this.running ?? (await this.start());
    return Promise.race([running.connection.sendRequest<R>(method, params, token), running.gone]);
  }

  /** Starts the controller unless it runs or is on its way. */
  start(): Promise<Running> {
    clearTimeout(this.timer);
    this.starting ??= this.spawn().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  /** Stops the controller and starts a new one: what the user's command does. */
  async restart(): Promise<void> {
    await this.stop();
    this.backoff.reset();
    await this.start();
  }

  /** Ends the controller; a request later starts it again. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    const running = this.running;
    if (running === undefined) return;
    this.stopping = true;
    const ended = new Promise<void>((resolve) => running.child.once('exit', () => resolve()));
    const kill = setTimeout(() => running.child.kill('SIGKILL'), 3000);
    try {
      await Promise.race([running.connection.sendRequest(Method.shutdown, {}), running.gone]);
      await running.connection.sendNotification('exit', {});
      running.child.stdin?.end();
    } catch {
      // It is ending already, or does not answer: the timer ends it.
    }
    await ended;
    clearTimeout(kill);
    this.stopping = false;
  }

  private async spawn(): Promise<Running> {
    if (this.running !== undefined) return this.running;
    const command = this.host.command();
    if (typeof command === 'string') {
      this.become('down');
      throw new ControllerGone(command);
    }
    this.become('starting');
    const child = spawn(command.file, command.args, { cwd: command.cwd, env: command.env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const tail = this.follow(child);
    const connection = createMessageConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
    const gone = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(new ControllerGone(`${command.file} does not start: ${error.message}`)));
      child.once('exit', (code, signal) => {
        const how = signal === null ? `with status ${code}` : `by ${signal}`;
        reject(new ControllerGone(`The controller ended ${how}.${tail() === '' ? '' : ' ' + tail()}`));
      });
    });
    gone.catch((error: Error) => this.died(child, connection, error.message));
    connection.onError(([error]) => this.host.log(`message stream: ${error.message}`));
    connection.onNotification(Method.event, (event: Event) => this.host.onEvent(event));
    connection.onRequest(Method.token, (params: TokenParams) => this.host.onToken(params));
    connection.listen();
    this.backoff.started(Date.now());
    const running = { child, connection, gone };
    const info = await Promise.race([connection.sendRequest<InitializeResult>(Method.initialize, this.host.initialize()), gone]);
    this.running = running;
    this.info = info;
    this.host.log(`controller ${info.version} runs, process ${child.pid}`);
    this.become('ready');
    this.host.onStart(info);
    return running;
  }

  /** Logs what the process writes to its error stream; the result gives its last line. */
  private follow(child: ChildProcess): () => string {
    let last = '';
    let rest = '';
    child.stdin?.on('error', (error) => this.host.log(`writing to the controller: ${error.message}`));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.trim() !== '') last = line.trim();
        this.host.log(line);
      }
    });
    return () => (rest.trim() === '' ? last : rest.trim()).slice(0, 300);
  }

  private died(child: ChildProcess, connection: MessageConnection, reason: string): void {
    connection.dispose();
    child.kill();
    if (this.running?.child === child) this.running = undefined;
    this.host.log(reason);
    if (this.stopping) {
      this.become('stopped');
      return;
    }
    const wait = this.backoff.died(Date.now());
    this.become(wait === undefined ? 'down' : 'waiting');
    this.host.onDeath(reason, wait !== undefined);
    if (wait !== undefined) {
      this.timer = setTimeout(() => {
        this.start().catch((error: Error) => this.host.log(`start: ${error.message}`));
      }, wait);
    }
  }

  private become(status: Status): void {
    this.status = status;
    this.host.onStatus(status);
  }

  get state(): Status {
    return this.status;
  }
}
