import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
} from "vscode-languageserver";
import {
  type Call,
  type CallItem,
  outgoingCalls as callsFrom,
  incomingCalls as callsTo,
  prepareCallHierarchy,
} from "../../features/callHierarchy.ts";
import type { FileView, Snapshot } from "../../workspace/snapshot.ts";
import { locationOf, rangeOf, symbolKindOf } from "../convert.ts";
import { fileNow, filePosition } from "../filePosition.ts";
import { textIn } from "../itemData.ts";
import type { Session } from "../session.ts";

export function prepareCalls(session: Session, params: CallHierarchyPrepareParams): CallHierarchyItem[] | null {
  const at = filePosition(session, params);
  const item = at && prepareCallHierarchy(at.file, at.offset);
  return at === undefined || item === undefined ? null : itemOf(session, at.snapshot, item);
}

export function incomingCalls(
  session: Session,
  { item }: CallHierarchyIncomingCallsParams,
): CallHierarchyIncomingCall[] | null {
  return calls(session, item, callsTo, (from, call, { snapshot }) => {
    const caller = snapshot.file(call.item.place.uri);
    return caller === undefined
      ? []
      : [{ from, fromRanges: call.sites.map((site) => rangeOf(session, caller.parsed, site)) }];
  });
}

export function outgoingCalls(
  session: Session,
  { item }: CallHierarchyOutgoingCallsParams,
): CallHierarchyOutgoingCall[] | null {
  return calls(session, item, callsFrom, (to, call, { file }) => {
    return [{ to, fromRanges: call.sites.map((site) => rangeOf(session, file.parsed, site)) }];
  });
}

function calls<T>(
  session: Session,
  item: CallHierarchyItem | undefined,
  find: (file: FileView, key: string) => readonly Call[],
  write: (
    other: CallHierarchyItem,
    call: Call,
    now: { readonly snapshot: Snapshot; readonly file: FileView },
  ) => readonly T[],
): T[] | null {
  const key = textIn(item?.data, "key");
  const now = typeof item?.uri === "string" ? fileNow(session, item) : undefined;
  if (now === undefined || key === undefined) return null;
  return find(now.file, key).flatMap((call) =>
    itemOf(session, now.snapshot, call.item).flatMap((other) => write(other, call, now)),
  );
}

function itemOf(session: Session, snapshot: Snapshot, item: CallItem): CallHierarchyItem[] {
  const whole = locationOf(session, snapshot, item.place);
  const name = locationOf(session, snapshot, item.selection);
  if (whole === undefined || name === undefined) return [];
  return [
    {
      name: item.name,
      kind: symbolKindOf(item.kind),
      detail: item.container,
      uri: whole.uri,
      range: whole.range,
      selectionRange: name.range,
      data: { key: item.key },
    },
  ];
}
