import type { Source } from "../registry";

/** A source in a few words, for messages. */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case "npm":
      return `npm package ${source.package}@${source.version}`;
    case "npm-packages":
      return `${Object.keys(source.packages).length} npm packages`;
    case "pypi":
      return `Python package ${source.package}==${source.version}`;
    case "debian":
      return `Debian package ${source.package}`;
    case "tarball":
      return `public archive at ${new URL(source.url).host}`;
    case "url":
      return `public files at ${new URL(Object.values(source.paths)[0]).host}`;
  }
}
