import { MessageType, ShowMessageRequest, WorkDoneProgress } from "vscode-languageserver";
import type { Session } from "./session.ts";

/** Tells a client that gave a token for it when the work on its request begins and ends. */
export async function withWorkDone<R>(
  { connection }: Pick<Session, "connection">,
  params: unknown,
  work: () => R | Promise<R>,
): Promise<R> {
  const token = tokenOf(params);
  if (token === undefined) return work();
  const send = (value: WorkDone) =>
    void connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => undefined);
  send({ kind: "begin", title: "Flowstate" });
  try {
    return await work();
  } finally {
    send({ kind: "end" });
  }
}

type WorkDone = { readonly kind: "begin"; readonly title: string } | { readonly kind: "end" };

function tokenOf(params: unknown): string | number | undefined {
  if (typeof params !== "object" || params === null || !("workDoneToken" in params)) return undefined;
  const { workDoneToken } = params;
  return typeof workDoneToken === "string" || typeof workDoneToken === "number" ? workDoneToken : undefined;
}

/** Reading that takes less than this shows nothing. */
const quietMilliseconds = 300;
const reportMilliseconds = 250;
const readTheRest = "Read the rest";

/** Shows the reading of folders while it lasts, where the client can show it; there the user can stop it. */
export function showReading(session: Session): void {
  const { reading, client } = session;
  if (!client.showsProgress) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    if (reading.isActive) timer = setTimeout(() => void show(session).catch(() => undefined), quietMilliseconds);
  };
  reading.onDidChange(wait);
  wait();
}

async function show(session: Session): Promise<void> {
  const { connection, reading } = session;
  const progress = await connection.window.createWorkDoneProgress();
  if (!reading.isActive) return progress.done();
  progress.begin("Reading flows", undefined, undefined, true);
  const report = () => progress.report(`${reading.files} files`);
  report();
  const timer = setInterval(report, reportMilliseconds);
  let wasStopped = false;
  progress.token.onCancellationRequested(() => {
    wasStopped = true;
    reading.stop();
  });
  await reading.ended();
  clearInterval(timer);
  progress.done();
  if (wasStopped) await offerTheRest(session);
}

async function offerTheRest({ connection, workspace, reading, folders }: Session): Promise<void> {
  const answer = await connection.sendRequest(ShowMessageRequest.type, {
    type: MessageType.Warning,
    message: "Not all flows have been read. Until they are, only problems that a file has by itself are shown.",
    actions: [{ title: readTheRest }],
  });
  if (answer?.title !== readTheRest) return;
  reading.restart();
  await reading.during(() => workspace.changeFolders([...folders], [...folders]));
}
