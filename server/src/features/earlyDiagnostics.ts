/**
 * What can be told about a file before the other files of its project are known: what is wrong in it whatever they say, and what was found
 * before with their help, moved along with the text around it. So squiggles neither come late nor stand beside their words.
 */
import { checkFile, checks, type Severities } from "../semantics/checks/index.ts";
import type { Finding } from "../semantics/finding.ts";
import { createProjectIndex } from "../semantics/projectIndex.ts";
import type { FileView } from "../workspace/snapshot.ts";

/** The checks that look at one file alone: what they find there holds in every project. */
const ownChecks: ReadonlySet<string> = new Set([
  "syntax",
  "invalid-duration",
  "body-not-allowed",
  "duplicate-key",
  "empty-state",
  "empty-intent",
  "invalid-pattern",
  "invalid-message",
  "unknown-function",
  "unreachable-step",
]);

/** The findings of a file in one state of its text. */
export interface KnownFindings {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** The findings that hold whatever other files say, by position. */
export function ownDiagnostics({ project, path, parsed, uri, listed }: FileView): readonly Finding[] {
  if (!listed) return [];
  const { severities } = project;
  const others = checks.filter(({ code }) => !ownChecks.has(code)).map(({ code }) => [code, "off"] as const);
  const only: Severities = { ...severities, ...Object.fromEntries(others) };
  return checkFile(createProjectIndex([{ path, uri, parsed }]), path, only);
}

/** The findings of a file's own, with those of before that need other files. */
export function earlyDiagnostics(file: FileView, before: KnownFindings | undefined): readonly Finding[] {
  const own = ownDiagnostics(file);
  if (before === undefined) return own;
  const kept = before.findings.filter(({ code }) => !ownChecks.has(code));
  const moved = movedAlong(kept, before.text, file.parsed.text).map((finding) => ({
    ...finding,
    // Files may have gone since.
    related: finding.related.filter(({ path }) => file.project.index.uriOf(path) !== undefined),
  }));
  return [...own, ...moved].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The findings at the places where their words now stand; those whose words were edited are left out. */
export function movedAlong(findings: readonly Finding[], before: string, after: string): readonly Finding[] {
  if (before === after) return findings;
  const { start, end } = editedStretch(before, after);
  const by = after.length - before.length;
  return findings.flatMap((finding) => {
    if (finding.end <= start) return [finding];
    return finding.start >= end ? [{ ...finding, start: finding.start + by, end: finding.end + by }] : [];
  });
}

/** The stretch of `before` outside of which the two texts are the same. */
function editedStretch(before: string, after: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start, end: before.length - tail };
}
