import { beginningOf, type UrlString, urlStrings } from "../urls.ts";
import type { Check } from "./check.ts";

export const insecureUrl: Check = {
  code: "insecure-url",
  severity: "warning",
  summary: "An address uses plain `http` for a host that is not local.",
  documentation: `
Everybody on the way can read and change what is sent by plain \`http\`: what the user said, the tokens of the request, the
answer. Use \`https\`.

The \`base\` of services, the addresses of API steps, of \`open\` and of media are looked at. Backends on the same machine and
in private networks (\`localhost\`, 127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, names that end in \`.local\` or have
no dot) are local.
`,
  example: `
service shop {
  base <|insecure-url|>"http://api.shop.example/v1"</>
}

state start {
  api shop GET "/products" {
    on failure -> end
  }
  -> end
}
`,
  fixed: `
service shop {
  base "https://api.shop.example/v1"
}

state start {
  api shop GET "/products" {
    on failure -> end
  }
  -> end
}
`,
  only: ["Service", "Api", "Button", "Media"],
  *run({ index, file, path }) {
    for (const url of urlStrings(index, file)) {
      const host = insecureHost(url);
      if (host === undefined) continue;
      const { start, end } = url.node;
      yield { path, start, end, message: `What is sent to ${host} by plain http can be read on the way. Use https.` };
    }
  },
  fixes({ file, path }, { start }) {
    const { text } = file.source.parsed;
    const at = text.toLowerCase().indexOf("http", start);
    if (at === -1) return [];
    const edit = { path, start: at, end: at + "http".length, text: "https" };
    return [{ title: "Use https", kind: "quickfix", preferred: true, edits: [edit] }];
  },
};

/** The host that is not local and is spoken to by plain http; `undefined` also where it is known only at run time. */
function insecureHost({ node, isBeginning }: UrlString): string | undefined {
  const { text, isWhole } = beginningOf(node);
  const authority = /^http:\/\/(?:[^/?#@]*@)?([^/?#]*)([/?#])?/i.exec(text);
  if (authority === null) return undefined;
  const isClosed = authority[2] !== undefined || (isWhole && !isBeginning);
  const host = (authority[1] ?? "").replace(/:\d*$/, "").toLowerCase();
  if (host === "" || (!isClosed && !isBeginning)) return undefined;
  return isLocal(host) ? undefined : host;
}

function isLocal(host: string): boolean {
  if (host.startsWith("[")) return /^\[(::1|f[cd][0-9a-f]{2}:.*|::ffff:127\..*)\]$/.test(host);
  const address = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (address !== null) {
    const [first, second] = [Number(address[1]), Number(address[2])];
    return (
      first === 127 ||
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      host === "0.0.0.0"
    );
  }
  return !host.includes(".") || host.endsWith(".local") || host.endsWith(".localhost");
}
