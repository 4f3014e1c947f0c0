import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import type { Program } from "../../server/src/runtime/program.ts";
import { createProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { fixture } from "./fixture.ts";

/** Compiles a project given as a fixture (`--- path` begins a file); throws with the problems where it cannot run. */
export function programOf(source: string): Program {
  const files = fixture(source).files.map(({ path, text }) => ({ path, uri: `file:///${path}`, parsed: parse(text) }));
  const compiled = compile(createProjectIndex(files));
  if (compiled.ok) return compiled.program;
  throw new Error(compiled.problems.map(({ path, start, message }) => `${path}@${start}: ${message}`).join("\n"));
}
