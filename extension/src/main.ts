// The extension: it starts `huntbook lsp` and `huntbook controller`, forwards what VS Code tells, and draws what they
// answer. It decides nothing about queries.

import * as vscode from 'vscode';
import { findBinary } from './binary';
import { notebookType } from './cells';
import { Language } from './client';
import { registerCommands } from './commands';
import { Kernel } from './kernel';
import { Notebooks } from './notebooks';
import { Controller, type Command, type ControllerHost } from './process';
import { serveRenderer } from './rendererMessages';
import { NotebookSerializer } from './serializer';
import { CellStatus, ConnectionStatus } from './status';
import { answerToken } from './tokens';

let stop: (() => Promise<void>) | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Huntbook', { log: true });
  const languageLog = vscode.window.createOutputChannel('Huntbook Language Server', { log: true });
  const command = (subcommand: string) => (): Command | string => {
    const setting = vscode.workspace.getConfiguration('huntbook').get<string>('path', '');
    const found = findBinary({ setting, extension: context.extensionPath, PATH: process.env.PATH ?? '', windows: process.platform === 'win32' });
    if (found.file === undefined) return found.error;
    return { file: found.file, args: [subcommand], cwd: workspaceRoot() || undefined, env: process.env };
  };
  const language = new Language(command('lsp'), languageLog);
  context.subscriptions.push(
    log,
    languageLog,
    language,
    // A notebook can be opened, read and saved whatever else does not work.
    vscode.workspace.registerNotebookSerializer(notebookType, new NotebookSerializer()),
  );

  const complain = once((message: string) => {
    const show = 'Show Log';
    void vscode.window.showErrorMessage(`Huntbook: ${message}`, show).then((choice) => choice === show && log.show());
  });
  language.start().catch((error: Error) => {
    log.error(`language server: ${error.message}`);
    complain(error.message);
  });

  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('huntbook.path')) return;
      language.restart().catch((error: Error) => complain(error.message));
      // The controller of the other program starts when it is needed.
      void stop?.();
    }),
  );

  const runCells = () => context.subscriptions.push(...startRunning(context, command('controller'), language, log, complain));
  if (vscode.workspace.isTrusted) {
    runCells();
  } else {
    // In a workspace that is not trusted no cell runs and nothing is connected to; the language server is told so.
    context.subscriptions.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        runCells();
        language.restart().catch((error: Error) => log.error(error.message));
      }),
    );
  }
}

function startRunning(context: vscode.ExtensionContext, command: () => Command | string, language: Language, log: vscode.LogOutputChannel, complain: (message: string) => void): vscode.Disposable[] {
  const connection = new ConnectionStatus();
  const host: ControllerHost = {
    command,
    initialize: () => ({ root: workspaceRoot(), trusted: vscode.workspace.isTrusted, client: `huntbook-vscode ${String(context.extension.packageJSON.version)}` }),
    onEvent: (event) => kernel.takeEvent(event),
    onToken: answerToken,
    onStart: () => notebooks.controllerStarted(),
    onDeath: (reason, again) => {
      kernel.controllerDied(reason);
      if (!again) complain(`${reason} It is not started again by itself; "Huntbook: Restart Controller" tries once more.`);
    },
    onStatus: (status) => connection.show(status),
    log: (line) => log.info(line),
  };
  const controller = new Controller(host);
  const notebooks = new Notebooks(controller, log, (notebook, schemas) => language.setSchemas(notebook, schemas));
  const kernel = new Kernel(context.extension.id, controller, notebooks, log);
  stop = () => controller.stop();
  return [connection, notebooks, kernel, new CellStatus(notebooks), serveRenderer(controller), ...registerCommands({ controller, language, notebooks, kernel, log })];
}

function workspaceRoot(): string {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath ?? '';
}

/** Says each message once: a program that is missing would be missed by both clients. */
function once(say: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    say(message);
  };
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
