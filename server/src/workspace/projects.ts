/**
 * Which files make one project: the folder of the file that holds the `bot`, with all below it but the folders that
 * hold a `bot` of their own. Files that no bot takes belong to the folder that they were found in.
 */
import type { FilePart, ParsedFile } from "../language/parse.ts";
import { sharedParts } from "../language/sharedParts.ts";
import { ancestors, parentUri } from "./uris.ts";

/** A file as project discovery sees it. */
export interface ProjectMember {
  readonly uri: string;
  /** The workspace folder that the file was found in. */
  readonly root: string;
  readonly holdsBot: boolean;
}

/** The files of every project, by the project's folder. */
export type ProjectPartition = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<ParsedFile, boolean>();

/**
 * True where the file declares the bot. A file without the word is not looked into; of the next version of one that was read and holds
 * none, only what is not as it was `before`.
 */
export function holdsBot(parsed: ParsedFile, before?: ParsedFile): boolean {
  const answer = known.get(parsed);
  if (answer !== undefined) return answer;
  if (before !== undefined && known.get(before) === false)
    return keep(parsed, partsBetween(before, parsed).some(isBot));
  return keep(parsed, botWord.test(parsed.text) && parsed.parts.some(isBot));
}

function keep(parsed: ParsedFile, answer: boolean): boolean {
  known.set(parsed, answer);
  return answer;
}

// In the parts, so that the tree of the whole file need not be put together.
function isBot({ parsed }: FilePart): boolean {
  return parsed.tree.declarations.some(({ kind }) => kind === "Bot");
}

function partsBetween(before: ParsedFile, now: ParsedFile): readonly FilePart[] {
  const { head, tail } = sharedParts(before.parts, now.parts);
  return now.parts.slice(head, now.parts.length - tail);
}

const botWord = /\bbot\b/;

/** Deals the files out to their projects. */
export function partition(members: Iterable<ProjectMember>): ProjectPartition {
  const all = [...members];
  const botFolders = new Set(all.filter((member) => member.holdsBot).map((member) => parentUri(member.uri)));
  const projects = new Map<string, string[]>();
  for (const member of all) {
    const folder = ancestorsWithin(member).find((candidate) => botFolders.has(candidate)) ?? member.root;
    const files = projects.get(folder);
    if (files === undefined) projects.set(folder, [member.uri]);
    else files.push(member.uri);
  }
  return projects;
}

function ancestorsWithin({ uri, root }: ProjectMember): string[] {
  const above = ancestors(uri);
  const last = above.indexOf(root);
  return last < 0 ? above : above.slice(0, last + 1);
}
