/**
 * Whether a request goes where the text of a mock (or of `expect request`) says: the path after the service's `base`,
 * or the whole address where the text has `://`, both without query. `*` stands for one segment, `**` for any rest.
 */
export function fitsPattern(pattern: string, request: { readonly url: string; readonly base?: string }): boolean {
  const subject = pattern.includes("://") ? withoutQuery(request.url) : pathAfterBase(request);
  return fitsSegments(segmentsOf(withoutQuery(pattern)), segmentsOf(subject));
}

/** The path of a request after its service's base, as it goes over the wire, without query: `/accounts/7`. */
export function pathAfterBase(request: { readonly url: string; readonly base?: string }): string {
  const url = withoutQuery(request.url);
  const base = withoutQuery(request.base ?? "").replace(/\/+$/, "");
  if (base !== "" && url.startsWith(base)) return withSlash(url.slice(base.length));
  return withSlash(url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ""));
}

function withSlash(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Rows of a table instead of recursion: several `**` cost no more than the product of the lengths. */
function fitsSegments(pattern: readonly string[], segments: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (part === "**") for (let rest = at; rest <= segments.length; rest += 1) next.add(rest);
      else if (at < segments.length && (part === "*" || part === segments[at])) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(segments.length);
}
