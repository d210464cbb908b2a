/** A plain, JSON-able Plotly object: a trace, a layout, an animation frame. */
export type PlotlyObject = { [attribute: string]: unknown };
