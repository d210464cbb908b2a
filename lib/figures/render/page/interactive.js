// Runs in the reader's browser, from within a notebook's output: puts the interactive figure in place of its picture.
// Whatever fails, the picture stays.
/* global document, window, location, Node, FontFace, console */
window.labFigure = ({ figure, picture, plotly }) => {
  const script = document.currentScript;

  /** The folder of a path and all folders above it, as Node looks for node_modules. */
  const upwards = (root, path) => {
    const folders = path.split("/").slice(0, -1);
    return folders
      .map(
        (_, i) => root + folders.slice(0, folders.length - i).join("/") + "/",
      )
      .concat(root);
  };

  /** Folders that may hold node_modules: above an exported page, or on Jupyter's server above the notebook. */
  const folders = () => {
    if (location.protocol === "file:")
      return upwards("file:///", location.pathname.slice(1));
    const settings = document.getElementById("jupyter-config-data");
    if (!settings) return [];
    const root = JSON.parse(settings.textContent).baseUrl + "files/";
    const path = /\/(?:tree|notebooks|edit)\/(.*)/.exec(location.pathname);
    return upwards(root, path ? path[1] : "");
  };

  const load = (attributes) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      Object.assign(element, attributes, { onload: resolve, onerror: reject });
      document.head.append(element);
    });

  /** Plotly, loaded once for all figures of a page: from beside the notebook if it is there, otherwise from the web. */
  const plotlyOfPage = async () => {
    for (const folder of folders()) {
      try {
        await load({ src: folder + plotly.file });
        await Promise.all(
          plotly.fonts.map(async ({ family, file, weight, style }) => {
            const url = `url("${folder}${file}")`;
            const font = new FontFace(family, url, { weight, style });
            document.fonts.add(await font.load());
          }),
        ).catch(() => {}); // the family's stand-ins will do
        return window.Plotly;
      } catch {
        // not there: try the folder above
      }
    }
    const { url: src, integrity } = plotly.web;
    await load({ src, integrity, crossOrigin: "anonymous" });
    return window.Plotly;
  };

  /** The nearest picture before this script that shows the figure. */
  const findPicture = () =>
    picture &&
    [...document.images]
      .filter(
        (image) =>
          script.compareDocumentPosition(image) &
          Node.DOCUMENT_POSITION_PRECEDING,
      )
      .reverse()
      .find(
        (image) =>
          image.src.endsWith(picture.ending) ||
          (image.src.startsWith("blob:") &&
            image.naturalWidth === picture.width &&
            image.naturalHeight === picture.height),
      );

  const replace = async () => {
    window.labPlotly ??= plotlyOfPage().catch((error) => {
      window.labPlotly = undefined; // the next figure may try again
      throw error;
    });
    const Plotly = await window.labPlotly;
    const image = findPicture();
    const place = document.createElement("div");
    place.className = "lab-figure";
    place.style.cssText = "max-width:100%;overflow-x:auto";
    const plot = document.createElement("div");
    place.append(plot);
    (image ?? script).before(place);
    try {
      await Plotly.newPlot(plot, figure);
      if (image) image.style.display = "none";
      script.parentNode.querySelector(".lab-no-figure")?.remove();
    } catch (error) {
      place.remove();
      throw error;
    }
  };
  replace().catch((error) =>
    console.warn("The figure stays a picture:", error),
  );
};
