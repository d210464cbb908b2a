/**
 * Tabulates a smooth function for many evaluations: cubic Hermite interpolation between nodes at which value and slope are
 * exact. The error is at most `step⁴ / 384` times the largest fourth derivative. Outside the table the function itself is called.
 *
 * @param f the function.
 * @param slope its derivative.
 * @param from first node.
 * @param to last node, > from.
 * @param step distance of the nodes, > 0.
 * @returns a function that stands in for f.
 * @example const fast = hermiteTable(Math.sin, Math.cos, 0, 10, 1 / 512); // within 4e-14 of Math.sin
 */
export function hermiteTable(
  f: (x: number) => number,
  slope: (x: number) => number,
  from: number,
  to: number,
  step: number,
): (x: number) => number {
  const intervals = Math.ceil((to - from) / step);
  const values = new Float64Array(intervals + 1);
  const rises = new Float64Array(intervals + 1); // slope times step
  for (let k = 0; k <= intervals; k++) {
    values[k] = f(from + k * step);
    rises[k] = slope(from + k * step) * step;
  }
  return (x) => {
    const position = (x - from) / step;
    if (!(position >= 0 && position < intervals)) return f(x);
    const k = Math.floor(position);
    const t = position - k;
    const gain = values[k + 1] - values[k];
    const bend = rises[k] + rises[k + 1] - 2 * gain;
    return values[k] + t * (rises[k] + t * (gain - rises[k] - bend + t * bend));
  };
}
