// The language client: `huntbook lsp` for documents and notebook cells of language `kusto`, started again when it dies.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, type LanguageClientOptions } from 'vscode-languageclient/node';
import { Backoff } from './backoff';
import type { Command } from './process';
import { ResultSchemasMethod, type ResultSchema } from './wire';

export class Language implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly backoff = new Backoff();
  private readonly schemas = new Map<string, ResultSchema[]>();

  constructor(private readonly command: () => Command | string, private readonly log: vscode.LogOutputChannel) {}

  /** Starts the server. The words of an error are for the user. */
  async start(): Promise<void> {
    await this.stop();
    const command = this.command();
    if (typeof command === 'string') throw new Error(command);
    const options: LanguageClientOptions = {
      documentSelector: [{ language: 'kusto' }, { language: 'kusto', notebook: '*' }, { language: 'yaml', scheme: 'file' }, { language: 'markdown', scheme: 'file' }],
      outputChannel: this.log,
      initializationOptions: { trusted: vscode.workspace.isTrusted, inlayHints: vscode.workspace.getConfiguration('huntbook').get('inlayHints') },
      synchronize: { configurationSection: 'huntbook', fileEvents: [vscode.workspace.createFileSystemWatcher('**/huntbook.json'), vscode.workspace.createFileSystemWatcher('**/*.{kql,csl}')] },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.closed(),
      },
    };
    const client = new LanguageClient('huntbook', 'Huntbook Language Server', { command: command.file, args: command.args, options: { cwd: command.cwd, env: command.env } }, options);
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      this.backoff.started(Date.now());
      // A server that starts again knows nothing of results.
      for (const notebook of this.schemas.keys()) this.sendSchemas(notebook);
    });
    this.client = client;
    await client.start();
  }

  private async closed(): Promise<{ action: CloseAction; message?: string; handled?: boolean }> {
    const wait = this.backoff.died(Date.now());
    if (wait === undefined) {
      return { action: CloseAction.DoNotRestart, message: 'Huntbook: the language server ended several times and is not started again. The log says why; "Huntbook: Restart Language Server" tries once more.' };
    }
    this.log.warn(`the language server ended; it is started again in ${wait} ms`);
    await new Promise((resolve) => setTimeout(resolve, wait));
    return { action: CloseAction.Restart, handled: true };
  }

  async restart(): Promise<void> {
    this.backoff.reset();
    await this.start();
  }

  /** Tells the server the columns of a notebook's finished results; the list replaces the one before. */
  setSchemas(notebook: string, schemas: ResultSchema[]): void {
    if (schemas.length === 0 && !this.schemas.has(notebook)) return;
    this.schemas.set(notebook, schemas);
    this.sendSchemas(notebook);
    if (schemas.length === 0) this.schemas.delete(notebook);
  }

  private sendSchemas(notebook: string): void {
    if (this.client?.state !== State.Running) return;
    this.client.sendNotification(ResultSchemasMethod, { notebook, schemas: this.schemas.get(notebook) ?? [] }).catch((error: Error) => this.log.warn(error.message));
  }

  /** A request of our own; undefined when the server does not run or does not know it. */
  async ask<R>(method: string, params: object): Promise<R | undefined> {
    if (this.client?.state !== State.Running) return undefined;
    try {
      return await this.client.sendRequest<R>(method, params);
    } catch (error) {
      this.log.info(`${method}: ${(error as Error).message}`);
      return undefined;
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) return;
    try {
      await client.dispose(2000);
    } catch (error) {
      this.log.info(`stop: ${(error as Error).message}`);
    }
  }

  dispose(): void {
    void this.stop();
  }
}
