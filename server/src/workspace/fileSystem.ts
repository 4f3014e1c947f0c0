/** One name in a folder. `link` is a symbolic link, whatever it leads to. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link";
}

/**
 * The outside world as the workspace sees it: files and folders by URI. Nothing throws: what cannot be read is
 * `undefined` or empty, because a file may go between the moment it was listed and the moment it is read.
 */
export interface FileSystem {
  /** The text of a file (UTF-8, without a byte order mark); one of more bytes than `most` need not be read. */
  readFile(uri: string, most?: number): Promise<string | undefined>;
  /** The entries of a folder in no particular order; empty where it cannot be read. */
  readFolder(uri: string): Promise<readonly FolderEntry[]>;
  /** What stands at a URI, links followed. */
  kindOf(uri: string): Promise<"file" | "folder" | undefined>;
  /** The URI with all symbolic links followed, or the URI itself where that cannot be told. */
  realUri(uri: string): Promise<string>;
}
