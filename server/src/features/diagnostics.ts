import type { Finding } from "../semantics/finding.ts";
import type { NamingFile } from "../workspace/snapshot.ts";
import { findingsIn } from "./findings.ts";

/** What is wrong in a file, by position; nothing for a file whose findings are not to be shown. */
export function diagnostics(file: NamingFile): readonly Finding[] {
  return file.listed ? findingsIn(file.project, file.path) : [];
}
