import type * as ast from "../../language/ast.ts";
import { type UrlString, urlStrings } from "../urls.ts";
import type { Check } from "./check.ts";

export const invalidUrl: Check = {
  code: "invalid-url",
  severity: "error",
  summary: "An address cannot be called or opened.",
  documentation: `
Addresses begin with \`http://\` or \`https://\`, followed by a host. Only an API step that names a service with a \`base\` may
leave them out: the base is put before its path.

The \`base\` of services, the addresses of API steps, of \`open\` and of media are looked at, as far as they are known before
the conversation runs.
`,
  example: `
state start {
  api GET <|invalid-url|>"htps://shop.example/products"</> {
    on failure -> end
  }
  -> end
}
`,
  fixed: `
state start {
  api GET "https://shop.example/products" {
    on failure -> end
  }
  -> end
}
`,
  only: ["Service", "Api", "Button", "Media"],
  *run({ index, file, path }) {
    for (const url of urlStrings(index, file)) {
      const message = problemOf(url);
      if (message !== undefined) yield { path, start: url.node.start, end: url.node.end, message };
    }
  },
};

const WITHOUT_SCHEME: { readonly [role in UrlString["role"]]: string | undefined } = {
  base: "The base of a service is a whole address: write it with https://.",
  step: "This is no whole address: name a service with a `base`, or write it with https://.",
  path: undefined,
  open: "This is no whole address: write it with https://.",
  // How a channel finds its own pictures is its own affair.
  media: undefined,
};

/** Apps have schemes of their own, such as `mailto:`; these would run a script or read what is on the device. */
const RUNS_OR_READS: ReadonlySet<string> = new Set(["javascript", "vbscript", "data", "file", "blob"]);

function problemOf({ node, role, isBeginning }: UrlString): string | undefined {
  const text = shapeOf(node);
  if (text === undefined) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  const isWeb = scheme === "http" || scheme === "https";
  if (!text.includes("://") && !isWeb) {
    if (scheme !== undefined && role !== "path" && !/^[^/]*:\d/.test(text)) {
      if (role === "step" || role === "base") return onlyWeb(scheme);
      return role === "open" && RUNS_OR_READS.has(scheme) ? `A button cannot open ${scheme}: addresses.` : undefined;
    }
    return WITHOUT_SCHEME[role];
  }
  if (!text.slice(0, text.search(/[?#]|$/)).includes("://")) return isWeb ? broken() : WITHOUT_SCHEME[role];
  if (scheme === undefined) return broken();
  if (!isWeb) return onlyWeb(scheme);
  return isBeginning || URL.canParse(text) ? undefined : broken();
}

function onlyWeb(scheme: string): string {
  return `Only http:// and https:// can be used, not ${scheme}:.`;
}

function broken(): string {
  return "This is no address: after https:// comes the name of a host, as in https://example.com/path.";
}

/** The text with something harmless for each `{…}`; `undefined` where it begins with one, which may be a whole address. */
function shapeOf(node: ast.StringLiteral): string | undefined {
  if (node.parts[0]?.kind === "Interpolation") return undefined;
  let text = "";
  for (const part of node.parts) {
    if (part.kind === "Chunk") text += part.text;
    // What it begins with is not known before the scheme is.
    else if (!text.includes("://") && !text.startsWith("/")) return undefined;
    else text += "1";
  }
  return text;
}
