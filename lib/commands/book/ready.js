// At the end of every page: mathematics, contents, theme and search.
/* global document, window, localStorage, matchMedia, MiniSearch, renderMathInElement, bookEntries */
renderMathInElement(document.querySelector("main"), {
  delimiters: [
    { left: "$$", right: "$$", display: true },
    { left: "$", right: "$", display: false },
  ],
  ignoredTags: ["script", "style", "pre", "code", "textarea", "option"],
  throwOnError: false,
});

const root = document.documentElement;
const byId = (id) => document.getElementById(id);

byId("menu").onclick = () => {
  const open = document.body.classList.toggle("open");
  byId("menu").setAttribute("aria-expanded", String(open));
};
byId("theme").onclick = () => {
  const now =
    root.dataset.theme ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
};

// What is printed is all there is.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.appendix"))
    part.open = true;
});
// A link to a place within something folded opens it.
const unfold = () => {
  const anchor = window.location.hash.slice(1);
  const place = byId(anchor) ?? byId(decodeURIComponent(anchor));
  const folded = place?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  place.scrollIntoView();
};
window.addEventListener("hashchange", unfold);
unfold();

const index = new MiniSearch({
  fields: ["heading", "text"],
  storeFields: ["page", "anchor", "chapter", "heading"],
  searchOptions: {
    boost: { heading: 3 },
    prefix: true,
    fuzzy: 0.2,
    combineWith: "AND",
  },
});
index.addAll(bookEntries);
byId("search").oninput = ({ target }) => {
  const hits = target.value.trim()
    ? index.search(target.value).slice(0, 12)
    : [];
  byId("found").replaceChildren(
    ...hits.map(({ page, anchor, chapter, heading }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = anchor ? `${page}#${anchor}` : page;
      link.textContent = heading;
      const where = document.createElement("small");
      where.textContent = chapter;
      item.append(link, where);
      return item;
    }),
  );
  const asked = target.value.trim() !== "";
  if (asked && hits.length === 0) byId("found").textContent = "Nothing found.";
  byId("found").hidden = !asked;
  byId("list").hidden = asked;
};
