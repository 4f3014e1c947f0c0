import type * as ast from "../../language/ast.ts";
import type { FileIndex } from "../fileIndex.ts";
import { wholeLines } from "../fixes/layout.ts";
import type { Check } from "./check.ts";

export const bodyNotAllowed: Check = {
  code: "body-not-allowed",
  severity: "error",
  summary: "A GET or HEAD request has a body.",
  documentation: `
Requests with the methods GET and HEAD carry no body: servers and everything between drop it or refuse the request. Send
the values with \`query\`, or use POST.
`,
  example: `
state start {
  api GET "http://localhost:4100/accounts" {
    <|body-not-allowed|>body</> { owner: user.id }
    on failure -> end
  }
  -> end
}
`,
  fixed: `
state start {
  api GET "http://localhost:4100/accounts" {
    query { owner: user.id }
    on failure -> end
  }
  -> end
}
`,
  only: ["Api"],
  *run({ file, path }) {
    for (const { step, method, item } of refusedBodies(file)) {
      const word = item.kind === "Body" ? "body" : "form";
      const message = `A ${method.name} request carries no body. Use \`query\`, or the method POST.`;
      const start = item.start;
      if (step.url !== undefined) yield { path, start, end: start + word.length, message };
    }
  },
  fixes({ file, path }, finding) {
    const found = refusedBodies(file).find(({ item }) => item.start === finding.start);
    if (found === undefined) return [];
    const { item, method } = found;
    const word = item.kind === "Body" ? "body" : "form";
    const value = item.kind === "Body" ? item.value : item.object;
    const hasQuery = found.step.items.some(({ kind }) => kind === "Query");
    const asQuery = {
      title: "Send it as `query`",
      kind: "quickfix" as const,
      preferred: true,
      edits: [{ path, start: item.start, end: item.start + word.length, text: "query" }],
    };
    const removal = { path, ...wholeLines(file.source.parsed.text, item), text: "" };
    return [
      ...(value?.kind === "Object" && !hasQuery ? [asQuery] : []),
      {
        title: "Send the request with POST",
        kind: "quickfix",
        preferred: false,
        edits: [{ path, start: method.start, end: method.end, text: "POST" }],
      },
      { title: `Take the \`${word}\` away`, kind: "quickfix", preferred: false, edits: [removal] },
    ];
  },
};

interface RefusedBody {
  readonly step: ast.Api;
  readonly method: ast.Method;
  readonly item: ast.Body | ast.Form;
}

function refusedBodies(file: FileIndex): readonly RefusedBody[] {
  return file.apiSteps.flatMap((step) => {
    const { method, items } = step;
    if (method === undefined || (method.name !== "GET" && method.name !== "HEAD")) return [];
    return items.filter((item) => item.kind === "Body" || item.kind === "Form").map((item) => ({ step, method, item }));
  });
}
