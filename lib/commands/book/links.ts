/** Links within a site to pages or places that it lacks, as "page → link". Links to the web are left alone. */
export function brokenLinks(pages: ReadonlyMap<string, string>): string[] {
  const places = new Map(
    [...pages].map(([file, html]) => [
      file,
      new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  return [...pages].flatMap(([file, html]) =>
    [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
      .map(([, link]) => link)
      .filter((link) => !/^[a-z]+:/i.test(link))
      .filter((link) => {
        const [page, anchor] = link.split("#");
        const ids = places.get(page === "" ? file : page);
        // As browsers do: an anchor as it stands, then decoded.
        const isThere = (anchor: string) =>
          ids!.has(anchor) || ids!.has(decodeURIComponent(anchor));
        return !ids || (anchor && !isThere(anchor));
      })
      .map((link) => `${file} → ${link}`),
  );
}
