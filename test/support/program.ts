import { compile } from "../../server/src/runtime/compile.ts";
import type { Program } from "../../server/src/runtime/program.ts";
import { fixture } from "./fixture.ts";
import { projectOf } from "./project.ts";

/** Compiles a project given as a fixture (`--- path` begins a file); throws with the problems where it cannot run. */
export function programOf(source: string): Program {
  const compiled = compile(projectOf(fixture(source)));
  if (compiled.ok) return compiled.program;
  throw new Error(compiled.problems.map(({ path, start, message }) => `${path}@${start}: ${message}`).join("\n"));
}
