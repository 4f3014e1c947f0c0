/** The settings `http.proxy`, `http.noProxy` and `http.proxySupport` of the editor, as they come. */
export interface ProxySettings {
  readonly proxy: unknown;
  readonly noProxy: unknown;
  readonly support: unknown;
}

/**
 * Variables that tell a child process the proxy of the editor's settings. What the environment says already stays, and a proxy that is
 * switched off is not told.
 */
export function proxyEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  settings: ProxySettings,
): Record<string, string> {
  const { proxy, noProxy, support } = settings;
  if (typeof proxy !== "string" || proxy === "" || support === "off") return {};
  const hosts = Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === "string").join(",") : "";
  const told: Record<string, string> = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: hosts };
  const said = (name: string) => environment[name] ?? environment[name.toLowerCase()];
  return Object.fromEntries(Object.entries(told).filter(([name, value]) => value !== "" && said(name) === undefined));
}
