import type { Diagnostic } from "vscode-languageserver";
import { createLru, type Lru } from "../base/lru.ts";
import type { KnownFindings } from "../features/earlyDiagnostics.ts";
import type { Finding } from "../semantics/finding.ts";
import type { NamingFile } from "../workspace/snapshot.ts";

/** The findings of one file; `resultId` is a hash of them, so equal findings have equal ids. */
export interface FileReport {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** A report and what it was made from. */
interface MadeReport {
  readonly findings: readonly Finding[];
  /** The files that places in the report stand in. */
  readonly files: readonly { readonly uri: string; readonly parsed: NamingFile["parsed"] }[];
  readonly report: FileReport;
}

/** What is kept of the reports about files of one session, by URI. */
export interface ReportMemory {
  readonly made: Map<string, MadeReport>;
  /** The last whole findings of open documents. */
  readonly whole: Lru<string, KnownFindings>;
  /** True where an early report went out that is to be asked for again. */
  wasEarly: boolean;
  /** Those who hold a request for the findings of all files open; each forgets what it knows of a file when told. */
  readonly watchers: Set<(uri: string) => void>;
  /** The result id that a client last got for a file beside the one that it asked for. */
  readonly related: Map<string, string>;
  /** The closed files that spoke of what a file declares when it was last asked for. */
  readonly dependents: Map<string, readonly string[]>;
}

/** More documents than these have their squiggles late while folders are read. */
const mostKept = 100;

export function createReportMemory(): ReportMemory {
  return {
    made: new Map(),
    whole: createLru(mostKept),
    wasEarly: false,
    watchers: new Set(),
    related: new Map(),
    dependents: new Map(),
  };
}
