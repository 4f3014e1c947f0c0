import type { Command } from "commander";

/** `dap --stdio`: the debug adapter, for any editor. It ends with its input. */
export function addDapCommand(program: Command): void {
  program
    .command("dap")
    .description("the debug adapter, for any editor")
    .requiredOption("--stdio", "talk over standard input and output")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const { startDebugAdapter } = await import("../../debug/adapter.node.ts");
      // Nobody is there whom the adapter could ask for consent.
      startDebugAdapter(process.stdin, process.stdout, { canAsk: false });
    });
}
