import { isRecord } from "../debug/messages.ts";

/**
 * The range of the state of that name among the symbols of a file, as the editor gave it; undefined where there is none. An intent or a
 * service may have the name too, so the kind that states are shown with is given.
 */
export function rangeOfState(symbols: unknown, name: string, kindOfStates: number): unknown {
  if (!Array.isArray(symbols)) return undefined;
  const state = symbols.filter(isRecord).find(({ kind, name: written }) => {
    return kind === kindOfStates && typeof written === "string" && written.replaceAll("`", "") === name;
  });
  return state?.["range"];
}
