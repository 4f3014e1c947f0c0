import type { SignatureHelp, SignatureHelpParams } from "vscode-languageserver";
import { type CalledFunction, signatureHelp as signatureAt } from "../../features/signatureHelp.ts";
import { filePosition } from "../filePosition.ts";
import { markupOf } from "../markup.ts";
import type { Session } from "../session.ts";

export function signatureHelp(session: Session, params: SignatureHelpParams): SignatureHelp | null {
  const { client } = session;
  const at = filePosition(session, params);
  const found = at && signatureAt(at.file.parsed, at.offset);
  if (found === undefined) return null;
  const { label, parameters, documentation } = found;
  const labels = parameters.map(([start, end]): string | [number, number] =>
    client.signatureOffsets ? [start, end] : label.slice(start, end),
  );
  return {
    signatures: [
      {
        label,
        documentation: markupOf(documentation, client.markdown.signature),
        parameters: labels.map((name) => ({ label: name })),
      },
    ],
    activeSignature: 0,
    activeParameter: active(found, client.noActiveParameter),
  };
}

/** A client that knows no other way shows no parameter for one that is not there. */
function active({ active: index, parameters }: CalledFunction, allowsNone: boolean): number | null {
  return index ?? (allowsNone ? null : parameters.length);
}
