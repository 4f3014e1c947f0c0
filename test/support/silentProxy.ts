import { connect, createServer, type Socket } from "node:net";

/** Stands between a client and a server, as a network does that can fall silent. */
export interface SilentProxy extends AsyncDisposable {
  readonly port: number;
  /** From now on nothing goes through in either direction, and nobody is told. */
  fallSilent(): void;
  /** Ends what was cut off, as a network that finds out at last; what connects from now on goes through. */
  speakAgain(): void;
}

/** Starts one on this machine, before a port of this machine. */
export async function startSilentProxy(target: number): Promise<SilentProxy> {
  let isSilent = false;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: () => Socket | undefined): void => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (!isSilent) other()?.write(chunk);
    });
    socket.on("close", () => {
      sockets.delete(socket);
      if (!isSilent) other()?.destroy();
    });
  };
  const server = createServer((client) => {
    if (isSilent) {
      keep(client, () => undefined);
      return;
    }
    const upstream = connect(target, "127.0.0.1");
    keep(client, () => upstream);
    keep(upstream, () => client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    fallSilent: () => {
      isSilent = true;
    },
    speakAgain: () => {
      isSilent = false;
      end();
    },
    [Symbol.asyncDispose]: async () => {
      end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
