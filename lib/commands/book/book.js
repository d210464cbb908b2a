// In the head of every page: the theme before anything is drawn, and Plotly from beside the page for all figures.
/* global document, window, localStorage, matchMedia */
const chosen = localStorage.getItem("theme");
if (chosen) document.documentElement.dataset.theme = chosen;

let plotly;
Object.defineProperty(window, "labPlotly", {
  get: () =>
    (plotly ??= new Promise((resolve, reject) => {
      // On a phone the picture, which fits its width, serves better.
      if (matchMedia("(max-width: 34rem)").matches)
        return reject(new Error("the screen is narrow"));
      const script = document.createElement("script");
      script.src = "assets/plotly.js";
      script.onload = () => resolve(window.Plotly);
      script.onerror = reject;
      document.head.append(script);
    })),
  set: () => {},
});
