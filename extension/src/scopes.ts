// Which token a connection needs: provider and scopes follow from its kind and cloud, never from a file.

export interface TokenRequest {
  provider: 'microsoft' | 'microsoft-sovereign-cloud';
  scopes: string[];
}

const resources: Record<string, Record<string, string>> = {
  public: {
    kusto: 'https://kusto.kusto.windows.net',
    loganalytics: 'https://api.loganalytics.io',
    defender: 'https://graph.microsoft.com',
  },
  usgov: {
    kusto: 'https://kusto.kusto.usgovcloudapi.net',
    loganalytics: 'https://api.loganalytics.us',
    defender: 'https://graph.microsoft.us',
  },
  china: {
    kusto: 'https://kusto.kusto.chinacloudapi.cn',
    loganalytics: 'https://api.loganalytics.azure.cn',
    defender: 'https://microsoftgraph.chinacloudapi.cn',
  },
};

/** The request to VS Code for a token, or undefined for a kind or cloud that there is not. */
export function tokenRequest(kind: string, cloud = '', tenant = ''): TokenRequest | undefined {
  const name = cloud === '' ? 'public' : cloud;
  const clouds = Object.hasOwn(resources, name) ? resources[name] : undefined;
  const resource = clouds !== undefined && Object.hasOwn(clouds, kind) ? clouds[kind] : undefined;
  if (resource === undefined) return undefined;
  const scopes = [`${resource}/.default`];
  if (/^[A-Za-z0-9.-]+$/.test(tenant)) scopes.push(`VSCODE_TENANT:${tenant}`);
  return { provider: name === 'public' ? 'microsoft' : 'microsoft-sovereign-cloud', scopes };
}

/** When a token ends, from its own `exp`, as RFC 3339; undefined when it does not say. */
export function tokenExpiry(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? new Date(exp * 1000).toISOString() : undefined;
  } catch {
    return undefined;
  }
}
