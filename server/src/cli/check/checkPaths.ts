import { createLineMap, type LineMap } from "../../language/lineMap.ts";
import { checkFile, type Severities } from "../../semantics/checks/index.ts";
import type { Finding, Place } from "../../semantics/finding.ts";
import { checkNeighbour } from "../../semantics/neighbours/checkNeighbour.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { type LoadedProject, loadProjects } from "../../workspace/loadProject.ts";
import { withNeighbours } from "../../workspace/neighbours/loadNeighbours.ts";
import { settingsFileName } from "../../workspace/projectSettings.ts";
import { isInside, joinUri } from "../../workspace/uris.ts";
import { shownPath, uriOfArgument } from "../locations.ts";
import {
  compareFindings,
  compareTexts,
  type Report,
  type ReportedFinding,
  type ReportedPlace,
} from "../reports/report.ts";
import { unreadable } from "../usageError.ts";

/**
 * Checks every project at or below the paths, with the severities of its own `flowstate.json` where none are given. A path inside a project stands for the findings in the files below it,
 * which are made with the whole project in view. Throws a `UsageError` for a path that cannot be read.
 */
export async function checkPaths(paths: readonly string[], { severity, neighbours }: CheckOptions): Promise<Report> {
  const files = new Map<string, CheckedFile>();
  for (const path of paths) {
    const uri = uriOfArgument(path);
    const loaded = await loadProjects(nodeFileSystem, uri);
    if (!loaded.ok) throw unreadable(path, loaded.reason);
    for (const project of loaded.value) {
      const [problem] = project.settings.problems;
      if (problem !== undefined) throw unreadable(shownPath(joinUri(project.folder, settingsFileName)), problem);
      const whole = neighbours ? await withNeighbours(nodeFileSystem, project, loaded.value) : project;
      for (const file of filesOf(whole, uri)) files.set(file.shown, file);
    }
  }
  const found = Array.from(files.values(), (file) => ({ file, findings: findingsIn(file, severity) }));
  // Files beside the flows are spoken of only where something is wrong in them.
  const listed = found.filter(({ file, findings }) => findings.length > 0 || isFlow(file));
  return {
    files: listed.map(({ file }) => file.shown).sort(compareTexts),
    findings: found.flatMap(({ findings }) => findings).sort(compareFindings),
    textOf: (file) => files.get(file)?.text ?? "",
  };
}

interface CheckOptions {
  readonly severity: Severities;
  /** False where JSON, JavaScript and TypeScript files are not to be looked at. */
  readonly neighbours: boolean;
}

interface CheckedFile {
  readonly project: LoadedProject;
  /** Relative to the project's folder. */
  readonly path: string;
  readonly shown: string;
  readonly text: string;
}

function isFlow({ project, path }: CheckedFile): boolean {
  return project.index.files.has(path);
}

function filesOf(project: LoadedProject, below: string): readonly CheckedFile[] {
  const { files, neighbours } = project.index;
  const beside = [...neighbours.values()].map(({ path, uri, read }) => ({ path, uri, parsed: read }));
  return [...files.values(), ...beside]
    .filter(({ uri }) => isInside(below, uri))
    .map(({ path, uri, parsed }) => ({ project, path, shown: shownPath(uri), text: parsed.text }));
}

function findingsIn({ project, path }: CheckedFile, severities: Severities): readonly ReportedFinding[] {
  const lineMaps = new Map<string, LineMap>();
  const chosen = { ...project.settings.settings.checks, ...severities };
  const check = project.index.neighbours.has(path) ? checkNeighbour : checkFile;
  return check(project.index, path, chosen).map((finding) => reported(finding, project, lineMaps));
}

function reported(finding: Finding, project: LoadedProject, lineMaps: Map<string, LineMap>): ReportedFinding {
  const place = (each: Place & { readonly message: string }): ReportedPlace => {
    const lines = lineMapOf(each.path, project, lineMaps);
    return {
      file: shownPath(joinUri(project.folder, each.path)),
      range: { start: lines.positionAt(each.start), end: lines.positionAt(each.end) },
      message: each.message,
    };
  };
  const { severity, code, related } = finding;
  return { ...place(finding), severity, code, related: related.map(place) };
}

function lineMapOf(path: string, { index }: LoadedProject, known: Map<string, LineMap>): LineMap {
  const map = known.get(path) ?? createLineMap(textIn(index, path));
  known.set(path, map);
  return map;
}

function textIn({ files, neighbours }: ProjectIndex, path: string): string {
  return (files.get(path)?.parsed ?? neighbours.get(path)?.read)?.text ?? "";
}
