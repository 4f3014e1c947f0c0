import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from "node:zlib";

/** The most that an answer may hold, in bytes, as it comes and after decompression. */
export const maxBodyBytes = 8 * 1024 * 1024;

/** Thrown by `readBody` where the answer holds more than it may. */
export class BodyTooLargeError extends Error {}

/** Thrown by `readBody` where the bytes are not what `content-encoding` says. */
export class BodyEncodingError extends Error {}

/**
 * Reads an answer's body as a text: decompressed, decoded by its charset, at most `maxBodyBytes`.
 * Rejects with the stream's own error where the connection breaks.
 */
export async function readBody(body: Readable, headers: ReadonlyMap<string, string>): Promise<string> {
  try {
    const raw = await collect(body);
    const plain = await decompress(raw, encodingsOf(headers.get("content-encoding") ?? ""));
    return decode(plain, headers.get("content-type") ?? "");
  } finally {
    body.destroy();
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new BodyEncodingError("The body came as something else than bytes.");
    size += chunk.length;
    if (size > maxBodyBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function encodingsOf(header: string): readonly string[] {
  return header
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "identity");
}

/** Undoes the encodings, the last applied first. One after the other, so that nothing grows beyond the limit unseen. */
async function decompress(bytes: Buffer, encodings: readonly string[]): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  // Each encoding is a chance to multiply the size; nobody applies more than one or two.
  if (encodings.length > 3) throw new BodyEncodingError("It is compressed more than three times.");
  let plain = bytes;
  for (const encoding of encodings.toReversed()) plain = await inflate(plain, encoding);
  return plain;
}

async function inflate(bytes: Buffer, encoding: string): Promise<Buffer> {
  const stream = decompressor(encoding, bytes);
  if (stream === undefined) throw new BodyEncodingError(`Its encoding \`${encoding}\` is not known here.`);
  stream.end(bytes);
  try {
    return await collect(stream);
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw error;
    throw new BodyEncodingError(`It is not the \`${encoding}\` that it says it is.`);
  } finally {
    stream.destroy();
  }
}

function decompressor(encoding: string, bytes: Buffer): Transform | undefined {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress();
    case "deflate":
      // Servers disagree whether deflate has the zlib header; its first byte tells.
      return ((bytes[0] ?? 0) & 0x0f) === 0x08 ? createInflate() : createInflateRaw();
    default:
      return undefined;
  }
}

function decode(bytes: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
