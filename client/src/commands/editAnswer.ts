import { type DebugSession, type QuickPickItem, window } from "vscode";
import { type AnswerArguments, customRequests, type Fault } from "../../../server/src/debug/protocol.ts";
import { activeFlowSession } from "../debug/activeSession.ts";
import { isRecord } from "../debug/messages.ts";

interface AnswerItem extends QuickPickItem {
  /** `undefined`: status and body are asked for. */
  readonly answer: AnswerArguments | undefined;
}

/** An answer whose body is any JSON. */
type WrittenAnswer = Omit<AnswerArguments, "body"> & { readonly body?: unknown };

const faults: readonly (readonly [Fault, string])[] = [
  ["timeout", "No answer comes in time"],
  ["reset", "The connection is closed"],
  ["malformed", "The answer is no JSON"],
  ["empty", "The answer is empty"],
];

/** Answers the API step at which the conversation stands in place of the backend; it goes on with that answer. */
export async function editAnswer(): Promise<void> {
  const session = activeFlowSession();
  if (session === undefined) return;
  const chosen = await window.showQuickPick(await items(session), {
    title: "Answer the API Step",
    placeHolder: "What the conversation takes as the backend's answer",
  });
  const answer = chosen === undefined ? undefined : (chosen.answer ?? (await askForAnswer(session)));
  if (answer === undefined) return;
  try {
    await session.customRequest(customRequests.answer, answer);
    // Where the conversation stands still, nothing else shows it before it goes on.
    window.setStatusBarMessage(`$(check) The API step is answered with ${nameOf(answer)}`, shownFor);
  } catch (error) {
    await window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Milliseconds for which the status bar says that an answer is there. */
const shownFor = 8000;

/** The answer in a word. */
function nameOf({ mock, fault, recording, status }: WrittenAnswer): string {
  return mock ?? fault ?? recording ?? String(status ?? 200);
}

async function items(session: DebugSession): Promise<readonly AnswerItem[]> {
  const body: unknown = await session.customRequest(customRequests.mocks, {});
  const mocks = isRecord(body) && Array.isArray(body["mocks"]) ? body["mocks"] : [];
  const kept: unknown = await session.customRequest(customRequests.recordings, {});
  const recordings = isRecord(kept) && Array.isArray(kept["recordings"]) ? kept["recordings"] : [];
  return [
    { label: "$(edit) Status and body…", answer: undefined },
    ...mocks.flatMap((mock: unknown): AnswerItem[] =>
      isRecord(mock) && typeof mock["name"] === "string"
        ? [{ label: `$(beaker) ${mock["name"]}`, description: "mock", answer: { mock: mock["name"] } }]
        : [],
    ),
    ...recordings.flatMap((recording: unknown): AnswerItem[] =>
      isRecord(recording) && typeof recording["file"] === "string"
        ? [
            {
              label: `$(history) ${String(recording["method"])} ${String(recording["path"])}`,
              description: `recording, ${String(recording["status"])}`,
              detail: recording["file"],
              answer: { recording: recording["file"] },
            },
          ]
        : [],
    ),
    ...faults.map(([fault, detail]) => ({ label: `$(error) ${fault}`, description: detail, answer: { fault } })),
  ];
}

/** Asks for a status and a body, beginning with those of the last answer. */
async function askForAnswer(session: DebugSession): Promise<WrittenAnswer | undefined> {
  const last = await lastAnswer(session);
  const status = await window.showInputBox({
    title: "Answer the API Step: Status (1/2)",
    value: String(last["status"] ?? 200),
    validateInput: (text) => (/^[1-5]\d\d$/.test(text) ? undefined : "A status is a number from 100 to 599."),
  });
  if (status === undefined) return undefined;
  const body = await window.showInputBox({
    title: "Answer the API Step: Body (2/2)",
    prompt: "JSON; leave it empty for no body.",
    value: last["body"] === undefined || last["body"] === null ? "" : JSON.stringify(last["body"]),
    validateInput: (text) => (text.trim() === "" || readJson(text) !== undefined ? undefined : "This is no JSON."),
  });
  if (body === undefined) return undefined;
  const read = readJson(body);
  return { status: Number(status), ...(read !== undefined && { body: read.value }) };
}

async function lastAnswer(session: DebugSession): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await session.customRequest(customRequests.variables);
  const scopes = isRecord(body) && Array.isArray(body["scopes"]) ? body["scopes"] : [];
  const call: unknown = scopes.find((scope: unknown) => isRecord(scope) && scope["name"] === "last API call");
  const value = isRecord(call) ? call["value"] : undefined;
  const response = isRecord(value) ? value["response"] : undefined;
  return isRecord(response) ? response : {};
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
