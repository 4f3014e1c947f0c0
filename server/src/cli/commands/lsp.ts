import type { Command } from "commander";

/** `lsp --stdio`: the language server, for any editor. It ends with its input. */
export function addLspCommand(program: Command): void {
  program
    .command("lsp")
    .description("the language server, for any editor")
    .requiredOption("--stdio", "talk over standard input and output")
    // Clients add options of their own, such as --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const { serveOnStandardStreams } = await import("../../lsp/stdio.node.ts");
      serveOnStandardStreams();
    });
}
