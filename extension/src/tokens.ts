// Answers the controller's requests for tokens with VS Code's accounts. A token goes to the process that asked and is
// kept nowhere here.

import * as vscode from 'vscode';
import { tokenExpiry, tokenRequest } from './scopes';
import type { TokenParams, TokenResult } from './wire';

export async function answerToken(params: TokenParams): Promise<TokenResult> {
  const request = tokenRequest(params.kind, params.cloud, params.tenant);
  if (request === undefined) throw new Error(`There is no sign-in for connections of kind ${params.kind} in cloud ${params.cloud || 'public'}.`);
  const options: vscode.AuthenticationGetSessionOptions = params.interactive
    ? params.claims
      ? { forceNewSession: { detail: 'The server asks for another sign-in.' } }
      : { createIfNone: true }
    : { silent: true };
  const session = await vscode.authentication.getSession(request.provider, request.scopes, options);
  if (session === undefined) throw new Error('Nobody is signed in. Run the cell again and sign in when VS Code asks.');
  return { token: session.accessToken, expires: tokenExpiry(session.accessToken) };
}
