/** One hop of a request: what is sent to one address. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | null;
}

export const maxRedirects = 5;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Headers that carry credentials whatever the author calls his own. */
const credentialHeaders = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

const bodyHeaders = ["content-type", "content-length", "content-encoding", "content-language", "content-location"];

/**
 * The hop that an answer leads to; `undefined` where it is no redirect; a sentence where it leads nowhere we go.
 * Credentials do not follow to another origin, which includes the way from https to http.
 */
export function nextHop(
  hop: Hop,
  status: number,
  location: string | undefined,
  { credentials, hasSecretBody = false }: { readonly credentials: readonly string[]; readonly hasSecretBody?: boolean },
): Hop | string | undefined {
  if (!redirectStatuses.has(status) || location === undefined) return undefined;
  const url = URL.parse(location, hop.url.href);
  if (url === null) return `${hop.url.host} redirects to \`${location}\`, which is not an address.`;
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `${hop.url.host} redirects to an address that starts with \`${url.protocol}\`: only http and https are followed.`;
  url.username = "";
  url.password = "";
  const dropsBody = becomesGet(status, hop.method);
  const isElsewhere = url.origin !== hop.url.origin;
  if (isElsewhere && hasSecretBody && !dropsBody && hop.body !== null)
    return `${hop.url.host} redirects to ${url.host}: the request's body holds a secret, which does not go to another host.`;
  const dropped = new Set(
    [...(dropsBody ? bodyHeaders : []), ...(isElsewhere ? [...credentialHeaders, ...credentials, "host"] : [])].map(
      (name) => name.toLowerCase(),
    ),
  );
  return {
    method: dropsBody ? "GET" : hop.method,
    url,
    headers: new Map([...hop.headers].filter(([name]) => !dropped.has(name))),
    body: dropsBody ? null : hop.body,
  };
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}
