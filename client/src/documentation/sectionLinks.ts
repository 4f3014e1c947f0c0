/** Shows a section of the documentation; takes the page below `docs` and the anchor of a heading. */
export const showSectionCommand = "flowstate.showSection";

/** A page of the documentation and the anchor of one of its headings. */
export interface Section {
  readonly page: string;
  readonly anchor: string;
}

/**
 * Makes links into a section of a page below `docs` run the command that shows it. The editor opens the address of a
 * file as a text, and finds no heading in it.
 */
export function withSectionLinks(markdown: string, docs: string): string {
  return markdown.replace(
    /\]\(([^()\s]+)\/([\w/-]+\.md)#([\w-]+)\)/g,
    (link, folder: string, page: string, anchor: string) => {
      if (folder !== docs) return link;
      return `](command:${showSectionCommand}?${encodeURIComponent(JSON.stringify([{ page, anchor }]))})`;
    },
  );
}

/** The section that an argument of the command names, if it is one: what a hover shows may come from a flow. */
export function sectionOf(argument: unknown): Section | undefined {
  if (typeof argument !== "object" || argument === null || !("page" in argument) || !("anchor" in argument)) return;
  const { page, anchor } = argument;
  const isSection =
    typeof page === "string" &&
    /^(checks\/)?[\w-]+\.md$/.test(page) &&
    typeof anchor === "string" &&
    /^[\w-]+$/.test(anchor);
  return isSection ? { page, anchor } : undefined;
}
