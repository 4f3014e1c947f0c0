/** Declares a variable that is read and stored nowhere: as a `var`, or as what the answer of an API step stores. */
import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { headOf } from "../apiStepHead.ts";
import type { FileIndex } from "../fileIndex.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { VariableReference } from "../references.ts";
import { variableKey } from "../variables.ts";
import { appendItem } from "./appendItem.ts";
import type { Fix, FixEdit } from "./fix.ts";
import { endOfLineAfter, lineEndOf } from "./layout.ts";

/** Scopes whose variables a `var` may declare. */
const DECLARED: ReadonlySet<string> = new Set(["bot", "user", "session"]);

/** The ways to declare the variable of a reference in its file. */
export function declareVariable(index: ProjectIndex, file: FileIndex, reference: VariableReference): readonly Fix[] {
  const fixes = DECLARED.has(reference.scope) ? [asVar(file, reference)] : [];
  const contract = asContract(index, file, reference);
  return contract === undefined ? fixes : [...fixes, contract];
}

function asVar(file: FileIndex, { path, scope, names }: VariableReference): Fix {
  const declaration = `var ${[scope, ...names.map(writeName)].join(".")}`;
  return {
    title: `Declare it: ${inCode(declaration)}`,
    kind: "quickfix",
    preferred: false,
    edits: [{ path, ...varEdit(file, declaration) }],
  };
}

/** Below the last `var` of the file, else below its header, else at its very beginning. */
export function varEdit(file: FileIndex, declaration: string): Omit<FixEdit, "path"> {
  const { text, tree } = file.source.parsed;
  const newLine = lineEndOf(text);
  const last = tree.declarations.findLast(({ kind }) => kind === "Var");
  const above = last ?? tree.header;
  if (above === undefined) return { start: 0, end: 0, text: declaration + newLine + newLine };
  const at = endOfLineAfter(text, above.end);
  return { start: at, end: at, text: (last === undefined ? newLine : "") + newLine + declaration };
}

function asContract(index: ProjectIndex, file: FileIndex, reference: VariableReference): Fix | undefined {
  const [namespace, member, ...deeper] = reference.names;
  if (reference.scope !== "session" || namespace === undefined || member === undefined || deeper.length > 0) {
    return undefined;
  }
  for (const write of index.writesOf(variableKey("session", [namespace]))) {
    if (write.writer === "contract" && write.type?.kind === "ObjectType") {
      return memberFix(write.path, write.type, namespace, member);
    }
  }
  const step = stepBefore(file, reference.span.start);
  return step === undefined ? undefined : contractFix(file, step, namespace, member);
}

function memberFix(path: string, type: ast.ObjectType, namespace: string, member: string): Fix {
  const last = type.members.at(-1);
  const at = last?.end ?? type.start + 1;
  const written = `${writeName(member)}: any`;
  return {
    title: `Let the answer store it: ${inCode(written)} in ${inCode(`session ${writeName(namespace)}`)}`,
    kind: "quickfix",
    preferred: false,
    edits: [{ path, start: at, end: at, text: `${last === undefined ? "" : ","} ${written}` }],
  };
}

function contractFix(file: FileIndex, step: ast.Api, namespace: string, member: string): Fix {
  const { text } = file.source.parsed;
  const { path } = file.source;
  const contract = `session ${writeName(namespace)} { ${writeName(member)}: any }`;
  const { start, end, items } = step;
  const owner = { start, end, headEnd: headOf(step).end, lastItem: items.at(-1) };
  return {
    title: `Let the answer of the API step store it: ${inCode(contract)}`,
    kind: "quickfix",
    preferred: false,
    edits: [{ path, ...appendItem(text, owner, [contract]) }],
  };
}

/** The last API step above the place, else the first one of the file. */
function stepBefore(file: FileIndex, offset: number): ast.Api | undefined {
  const complete = file.apiSteps.filter((step) => step.url !== undefined);
  return complete.findLast((step) => step.start < offset) ?? complete[0];
}
