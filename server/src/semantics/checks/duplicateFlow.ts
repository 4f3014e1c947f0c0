import { writeName } from "../../language/names.ts";
import { flowNameOfPath } from "../fileIndex.ts";
import { freeName } from "../fixes/freeName.ts";
import { lineEndOf } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { fileOfPart } from "../partPaths.ts";
import type { Check } from "./check.ts";

export const duplicateFlow: Check = {
  code: "duplicate-flow",
  severity: "error",
  summary: "Two files of a project have the same flow name.",
  documentation: `
A flow is one file. Its name is the one in its header, \`flow transfer\`, or else the name of the file without \`.flow\`. A
reference such as \`transfer.start\` could not tell which file is meant. Rename one of them.

A file without a header is marked at its beginning.
`,
  example: `
--- transfer.flow
flow <|duplicate-flow|>transfer</>

state start {
  say "How much?"
  -> end
}
--- payments/abroad.flow
flow <|duplicate-flow|>transfer</>

state start {
  say "To which country?"
  -> end
}
`,
  fixed: `
--- transfer.flow
flow transfer

state start {
  say "How much?"
  -> end
}
--- payments/abroad.flow
flow abroad

state start {
  say "To which country?"
  -> end
}
`,
  only: ["beginning"],
  *run({ index, file, path }) {
    if (!file.symbols.includes(file.flow)) return;
    const flows = index.symbols(file.flow.key);
    if (flows.length === 1) return;
    const others = flows.filter((flow) => flow.path !== path);
    const files = others.map((flow) => inCode(fileOfPart(flow.path))).join(", ");
    yield {
      path,
      ...file.flow.nameSpan,
      message: `The flow of ${files} is called ${inCode(writeName(file.flow.name))} too. Give one of them another name.`,
      related: others.map((flow) => ({
        path: flow.path,
        ...flow.nameSpan,
        message: "The same flow name stands here.",
      })),
    };
  },
  fixes({ index, file, path }) {
    const isTaken = (name: string): boolean => index.flow(name) !== undefined;
    const ofFile = flowNameOfPath(path);
    const name = isTaken(ofFile) ? freeName(file.flow.name, isTaken) : ofFile;
    const written = writeName(name);
    const newLine = lineEndOf(file.source.parsed.text);
    const edit =
      file.flow.node?.name === undefined
        ? { start: 0, end: 0, text: `flow ${written}${newLine}${newLine}` }
        : { ...file.flow.nameSpan, text: written };
    return [
      { title: `Call this flow ${inCode(written)}`, kind: "quickfix", preferred: false, edits: [{ path, ...edit }] },
    ];
  },
};
