import { type Hover, MarkdownString } from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { showSectionCommand, withSectionLinks } from "./sectionLinks.ts";

/** Lets hovers lead to the section of the documentation that they name; `docs` is the address of its folder. */
export function hoverSections(docs: string): NonNullable<Middleware["provideHover"]> {
  return async (document, position, token, next) => {
    const hover = await next(document, position, token);
    if (hover !== null && hover !== undefined) hover.contents = hover.contents.map((each) => linked(each, docs));
    return hover;
  };
}

function linked(content: Hover["contents"][number], docs: string): Hover["contents"][number] {
  if (!(content instanceof MarkdownString)) return content;
  const value = withSectionLinks(content.value, docs);
  if (value === content.value) return content;
  const made = new MarkdownString(value);
  made.isTrusted = { enabledCommands: [showSectionCommand] };
  return made;
}
