// Runs in the browser that draws figures for paper. `draw` is called with one figure after the other.
/* global document, DOMParser, window, XMLSerializer, Plotly */

/** mulberry32: Plotly draws its element ids from Math.random, and equal figures must give equal bytes. */
function seededRandom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

window.draw = async ({ data, layout }) => {
  const old = document.getElementById("figure");
  if (old) {
    Plotly.purge(old);
    old.remove();
  }
  const figure = document.createElement("div");
  figure.id = "figure";
  document.body.append(figure);
  Math.random = seededRandom(1);
  await Plotly.newPlot(figure, data, layout, {
    staticPlot: true,
    typesetMath: false,
  });
};

/** Attributes and style declarations in alphabetical order: Plotly sets them in any. */
function inOrder(element) {
  if (element.style?.length) {
    const declarations = element.getAttribute("style").split(";");
    const sorted = declarations
      .map((one) => one.trim())
      .filter(Boolean)
      .sort();
    element.setAttribute("style", sorted.join(";"));
  }
  const attributes = [...element.attributes].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const { name } of attributes) element.removeAttribute(name);
  for (const attribute of attributes) element.setAttributeNode(attribute);
}

/** The figure as SVG text, equal for equal figures. Changes what is drawn, so it comes last. */
window.toSvg = ({ paperWidth, paperHeight }) => {
  const text = Plotly.Snapshot.toSVG(
    document.getElementById("figure"),
    "svg",
    1,
  );
  const svg = new DOMParser().parseFromString(text, "image/svg+xml");
  svg.documentElement.setAttribute("width", `${paperWidth}mm`);
  svg.documentElement.setAttribute("height", `${paperHeight}mm`);
  svg.querySelectorAll("*").forEach(inOrder);
  return new XMLSerializer().serializeToString(svg);
};

/** Plotly draws with a colour axis of the layout, but takes its name for no value. */
const isColourAxis = ({ path }) => path.at(-1) === "coloraxis";

/** What Plotly finds wrong with a figure. That an attribute has no effect in this figure is nothing wrong. */
window.complaints = ({ data, layout }) =>
  (Plotly.validate(data, layout) ?? [])
    .filter(({ code }) => code !== "unused" && code !== "dynamic")
    .filter((complaint) => !isColourAxis(complaint))
    .map(({ msg }) => msg);

/** All texts of the figure that is drawn, and where they stand. */
window.texts = () =>
  [...document.querySelectorAll("#figure text")]
    .filter((text) => text.textContent)
    .map((text) => {
      const { left, top, right, bottom } = text.getBoundingClientRect();
      return { text: text.textContent, left, top, right, bottom };
    });
