// The other end of the renderer's messages: pages of results out of the controller, and actions that need the editor.
// The shapes are in renderer/messages.ts, which both sides import.

import * as vscode from 'vscode';
import type { FromRenderer, ToRenderer } from '../renderer/messages';
import { exportResult } from './exports';
import type { Controller } from './process';
import { Method, type PageResult } from './wire';

export function serveRenderer(controller: Controller): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging('huntbook-result');
  return messaging.onDidReceiveMessage(async ({ editor, message }: { editor: vscode.NotebookEditor; message: FromRenderer }) => {
    const answer = (reply: ToRenderer) => messaging.postMessage(reply, editor);
    switch (message.type) {
      case 'page':
        try {
          const { result, offset, limit, sort, search } = message;
          // A grid that is drawn again after a reload must not be what starts a controller.
          if (controller.state !== 'ready') throw new Error('the controller does not run');
          const page = await controller.request<PageResult>(Method.page, { result, offset, limit, sort, search });
          await answer({ type: 'page', request: message.request, page });
        } catch (error) {
          await answer({ type: 'page', request: message.request, error: (error as Error).message, gone: controller.state !== 'ready' });
        }
        return;
      case 'export':
        await exportResult(controller, message.result, editor.notebook.uri);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
    }
  });
}
