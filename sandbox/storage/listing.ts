/** Pages of sorted resources, and the list of objects with prefix, delimiter, glob and versions. */
import { type Exchange, json, type Reply } from "../http/exchange";
import { refuse } from "./errors";
import { bucketOf, live, noncurrent, renderObject, type StoredObject, softDeleted } from "./object-resource";

export interface Page<T> {
  readonly items: T[];
  readonly nextPageToken: string | undefined;
}

/** Sorts by key (UTF-8 bytes), skips to `pageToken` and cuts at `maxResults`. */
export function page<T>(query: URLSearchParams, entries: readonly T[], keyOf: (entry: T) => string): Page<T> {
  const limit = pageSize(query);
  const token = query.get("pageToken");
  const after = token === null || token === "" ? undefined : Buffer.from(token, "base64url").toString("utf8");
  const sorted = entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .filter(({ key }) => after === undefined || compareBytes(key, after) > 0)
    .sort((left, right) => compareBytes(left.key, right.key));
  const items = sorted.slice(0, limit);
  return {
    items: items.map(({ entry }) => entry),
    nextPageToken: sorted.length > limit ? Buffer.from(items.at(-1)!.key).toString("base64url") : undefined,
  };
}

export function listObjects(exchange: Exchange): Reply {
  const { state, query, origin } = exchange;
  const bucket = bucketOf(state, exchange.params.bucket!);
  const entries: (StoredObject | { folder: string })[] = [];
  const folders = new Set<string>();
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const glob = query.get("matchGlob");
  const matchesGlob = glob === null || glob === "" ? () => true : globMatcher(glob);
  for (const object of versionsOf(exchange, bucket.name)) {
    const { name } = object;
    if (!name.startsWith(prefix) || !matchesGlob(name) || !isInside(query, name)) continue;
    const end = delimiter === "" ? -1 : name.indexOf(delimiter, prefix.length);
    if (end !== -1) {
      const folder = name.slice(0, end + delimiter.length);
      folders.add(folder);
      if (!(query.get("includeTrailingDelimiter") === "true" && name === folder)) continue;
    }
    entries.push(object);
  }
  for (const folder of folders) entries.push({ folder });
  const { items, nextPageToken } = page(query, entries, (entry) =>
    "folder" in entry
      ? (entry.folder as string)
      : `${(entry as StoredObject).name}\u0000${(entry as StoredObject).generation.padStart(20, "0")}`,
  );
  const prefixes = items.flatMap((entry) => ("folder" in entry ? [entry.folder as string] : []));
  const isFull = query.get("projection") === "full";
  const objects = items.flatMap((entry) =>
    "folder" in entry ? [] : [renderObject(entry as StoredObject, origin, isFull)],
  );
  return json({
    kind: "storage#objects",
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    ...(prefixes.length > 0 ? { prefixes } : {}),
    ...(objects.length > 0 ? { items: objects } : {}),
  });
}

function versionsOf({ state, query, now }: Exchange, bucket: string): StoredObject[] {
  if (query.get("softDeleted") === "true") {
    if (query.get("versions") === "true") refuse(400, "softDeleted and versions cannot be combined.", "invalid");
    return state
      .list<StoredObject>(softDeleted(bucket))
      .filter((object) => Date.parse(String(object.hardDeleteTime)) > now);
  }
  const current = state.list<StoredObject>(live(bucket));
  return query.get("versions") === "true" ? [...current, ...state.list<StoredObject>(noncurrent(bucket))] : current;
}

function isInside(query: URLSearchParams, name: string): boolean {
  const start = query.get("startOffset");
  const end = query.get("endOffset");
  if (start !== null && start !== "" && compareBytes(name, start) < 0) return false;
  return end === null || end === "" || compareBytes(name, end) < 0;
}

function pageSize(query: URLSearchParams): number {
  const text = query.get("maxResults");
  if (text === null || text === "") return 1000;
  if (!/^\d+$/.test(text)) refuse(400, `Invalid value for maxResults: ${text}`, "invalid");
  return Math.min(Math.max(Number(text), 1), 1000);
}

/** `*` stops at slashes, `**` does not, `?` is one character, `[a-z]` and `{a,b}` as usual. */
function globMatcher(glob: string): (name: string) => boolean {
  let source = "";
  let depth = 0;
  for (let index = 0; index < glob.length; index += 1) {
    const character = glob[index]!;
    if (character === "*" && glob[index + 1] === "*") {
      source += ".*";
      index += 1;
    } else if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (character === "{") {
      source += "(?:";
      depth += 1;
    } else if (character === "}" && depth > 0) {
      source += ")";
      depth -= 1;
    } else if (character === "," && depth > 0) source += "|";
    else if (character === "[" || character === "]" || character === "-") source += character;
    else source += character.replace(/[.+^$()|\\]/g, "\\$&");
  }
  try {
    const expression = new RegExp(`^${source}$`, "su");
    return (name) => expression.test(name);
  } catch {
    refuse(400, `Invalid glob pattern: ${glob}`, "invalid");
  }
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
