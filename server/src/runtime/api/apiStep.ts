import type * as ast from "../../language/ast.ts";
import type { ProgramStep } from "../program.ts";

/** An API step with its node. */
export interface ApiStep extends ProgramStep {
  readonly node: ast.Api;
}
