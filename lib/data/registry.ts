import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { nearestName } from "../files/nearest-name";
import { projectRoot } from "../files/paths";

/** Where in a package (or at which URL) each file of an entry is found; a path ending in .gz is unpacked. */
export type FilePaths = Record<string, string>;

/** SHA-256 of each archive by its file name: it is verified before it is unpacked. */
export type ArchiveHashes = Record<string, string>;

/** One place to get the files of an entry from. */
export type Source = (
  | {
      kind: "npm";
      package: string;
      version: string;
      archives: ArchiveHashes;
    }
  | {
      kind: "npm-packages";
      /** Version of each package by its name; each path begins with that name, as under `node_modules`. */
      packages: Record<string, string>;
      archives: ArchiveHashes;
    }
  | {
      kind: "pypi";
      package: string;
      version: string;
      /** Options of `pip download` that pin one wheel (`--platform …`). */
      options?: string[];
      archives: ArchiveHashes;
    }
  | { kind: "debian"; package: string; archives: ArchiveHashes }
  | { kind: "tarball"; url: string; archives: ArchiveHashes }
  /** Only of what is to be unpacked. */
  | { kind: "url"; archives?: ArchiveHashes }
) & {
  paths: FilePaths;
  /** For a source that holds the set in another format: `paths` name the files of that format then. */
  convert?: Conversion;
};

/** Which files of a source hold a split: PNG sheets with a JSON file of labels, or, without `labels`, binary files. */
export interface Conversion {
  from: "cifar-sheets" | "cifar-binary";
  splits: Record<string, { images: string[]; labels?: string }>;
}

/** A file as it lies in the cache, unpacked. */
export interface RegisteredFile {
  name: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  sha256: string;
}

/** One split of a labelled image set: which IDX files hold it, or what making it must come to. */
export interface RegisteredSplit {
  count: number;
  images?: string;
  labels?: string;
  /** Of pixels and then labels, for a set that the project makes from other registered files. */
  sha256?: string;
}

/** An entry of the data registry, `data/registry/<name>.json`. */
export interface RegistryEntry {
  name: string;
  title: string;
  licence: string;
  citation: string;
  /** [height, width, channels] of one image, for image sets. */
  imageShape?: [number, number, number];
  /** Names of the classes, in the order of the labels, for labelled sets. */
  classes?: string[];
  splits?: Record<string, RegisteredSplit>;
  /** What is fetched; none where a set is made of others' files alone. */
  files: RegisteredFile[];
  /** Tried in order. */
  sources: Source[];
}

const filePaths = z.record(z.string(), z.string());
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().positive();

const archives = z.record(z.string(), hash);
const files = {
  paths: filePaths,
  convert: z
    .discriminatedUnion("from", [
      z.strictObject({
        from: z.literal("cifar-sheets"),
        splits: z.record(
          z.string(),
          z.strictObject({ images: z.array(z.string()), labels: z.string() }),
        ),
      }),
      z.strictObject({
        from: z.literal("cifar-binary"),
        splits: z.record(
          z.string(),
          z.strictObject({ images: z.array(z.string()) }),
        ),
      }),
    ])
    .optional(),
};

const source = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("npm"),
    package: z.string(),
    version: z.string(),
    archives,
    ...files,
  }),
  z.strictObject({
    kind: z.literal("npm-packages"),
    packages: z.record(z.string(), z.string()),
    archives,
    ...files,
  }),
  z.strictObject({
    kind: z.literal("pypi"),
    package: z.string(),
    version: z.string(),
    options: z.array(z.string()).optional(),
    archives,
    ...files,
  }),
  z.strictObject({
    kind: z.literal("debian"),
    package: z.string(),
    archives,
    ...files,
  }),
  z.strictObject({
    kind: z.literal("tarball"),
    url: z.url(),
    archives,
    ...files,
  }),
  z.strictObject({
    kind: z.literal("url"),
    archives: archives.optional(),
    ...files,
  }),
]);

const schema = z.strictObject({
  name: z.string(),
  title: z.string(),
  licence: z.string(),
  citation: z.string(),
  imageShape: z
    .tuple([z.int().positive(), z.int().positive(), z.int().positive()])
    .optional(),
  classes: z.array(z.string()).optional(),
  splits: z
    .record(
      z.string(),
      z.union([
        z.strictObject({ images: z.string(), labels: z.string(), count }),
        z.strictObject({ sha256: hash, count }),
      ]),
    )
    .optional(),
  files: z.array(
    z.strictObject({
      name: z.string(),
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  sources: z.array(source),
});

const registryFolder = () => join(projectRoot(), "data", "registry");

/** Names of all registered sets, sorted. */
export function registeredNames(): string[] {
  return readdirSync(registryFolder())
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

/**
 * Checks that `value` is a registry entry.
 *
 * @param origin where it came from, for the message.
 * @throws Error naming the first field that is wrong.
 */
export function parseRegistryEntry(
  value: unknown,
  origin: string,
): RegistryEntry {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `${origin}: field ${issue.path.join(".") || "(root)"}: ${issue.message}`,
    );
  }
  const entry: RegistryEntry = parsed.data;
  if (entry.files.length > 0 && entry.sources.length === 0) {
    throw new Error(`${origin}: field sources: there is none for its files`);
  }
  const names = new Set(entry.files.map((file) => file.name));
  for (const [split, { images, labels }] of Object.entries(
    entry.splits ?? {},
  )) {
    for (const file of [images, labels]) {
      if (file !== undefined && !names.has(file)) {
        throw new Error(
          `${origin}: split ${split} names "${file}", which is not among the files`,
        );
      }
    }
  }
  for (const source of entry.sources) {
    const missing = neededFiles(source, entry).find(
      (file) => !(file in source.paths),
    );
    if (missing) {
      throw new Error(
        `${origin}: source ${source.kind} gives no path for "${missing}"`,
      );
    }
    const unhashed = unhashedArchive(source);
    if (unhashed) {
      throw new Error(
        `${origin}: source ${source.kind} gives no SHA-256 for ${unhashed} in its archives: it must be known before it is unpacked`,
      );
    }
  }
  return entry;
}

/** A file that would be unpacked though its hash is not registered. */
function unhashedArchive({
  kind,
  paths,
  archives = {},
}: Source): string | undefined {
  if (kind !== "url") return undefined;
  return Object.entries(paths)
    .filter(([name, url]) => url.endsWith(".gz") && !name.endsWith(".gz"))
    .map(([, url]) => basename(new URL(url).pathname))
    .find((file) => !Object.hasOwn(archives, file));
}

function neededFiles({ convert }: Source, { files }: RegistryEntry): string[] {
  if (!convert) return files.map(({ name }) => name);
  return Object.values(convert.splits).flatMap(({ images, labels }) =>
    labels ? [...images, labels] : images,
  );
}

/**
 * Reads `data/registry/<name>.json`.
 *
 * @throws Error for an unknown name (with the nearest known one) or a file that is no registry entry.
 */
export function registryEntry(name: string): RegistryEntry {
  const file = join(registryFolder(), `${name}.json`);
  if (!/^[\w.-]+$/.test(name) || !existsSync(file)) {
    throw new Error(
      `No data set is registered as "${name}". ${nearestName(name, registeredNames())}`,
    );
  }
  return parseRegistryEntry(JSON.parse(readFileSync(file, "utf8")), file);
}
