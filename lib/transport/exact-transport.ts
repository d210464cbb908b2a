import { flatten, type Rows } from "../numerics";
import { assertMarginals } from "./marginals";
import { shortestPaths, type TransportNetwork } from "./shortest-paths";

/**
 * Cost of the optimal transport between two discrete distributions: the least ⟨plan, costs⟩ over all plans with marginals
 * a and b.
 *
 * Successive shortest paths with potentials (Ahuja, Magnanti and Orlin, *Network Flows*, section 9.7), with Dijkstra on the dense
 * bipartite graph: exact up to rounding, about n·m·(n + m) operations; a few hundred points a side take well under a second.
 * For more, see `sinkhorn`.
 *
 * @param costs n rows of m finite numbers; negative ones are allowed.
 * @param a n masses ≥ 0 (rows).
 * @param b m masses ≥ 0 (columns), with the same sum as a within 1e-9.
 * @returns the cost; where a sums to 1, a mean cost per unit of mass.
 * @throws RangeError when shapes do not match, a cost is not finite, a mass is negative, or the sums differ.
 * @example exactTransportCost([[0, 1], [1, 0]], [0.5, 0.5], [0.25, 0.75]) // 0.25
 */
export function exactTransportCost(
  costs: Rows,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const { data, rows, columns } = flatten(costs, "costs");
  const mass = assertMarginals(rows, columns, a, b);
  const negligible = mass * 1e-14;
  const network = transportNetwork(data, rows, columns, b);
  for (let source = 0; source < rows; source++) {
    let supply = a[source];
    // A path ends in a met demand, a met supply or an emptied edge; rounding alone could make more of them.
    let left = 10 * (rows + columns) * columns;
    while (supply > negligible && network.demand.some((mass) => mass > 0)) {
      if (left-- === 0)
        throw new Error(
          `Exact transport found no end at row ${source} of ${rows}, with the mass ${supply} left; use sinkhorn for these costs.`,
        );
      supply -= augment(network, shortestPaths(network, source), supply);
    }
  }
  return network.flow.reduce((sum, mass, edge) => sum + mass * data[edge], 0);
}

/** The network before any mass flows; the columns' potentials make all reduced costs ≥ 0. */
function transportNetwork(
  cost: Float64Array,
  n: number,
  m: number,
  b: ArrayLike<number>,
): TransportNetwork {
  const columnPotential = new Float64Array(m).fill(Infinity);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++)
      columnPotential[j] = Math.min(columnPotential[j], cost[i * m + j]);
  return {
    cost,
    flow: new Float64Array(n * m),
    demand: Float64Array.from(b),
    rowPotential: new Float64Array(n),
    columnPotential,
    rowDistance: new Float64Array(n),
    columnDistance: new Float64Array(m),
    rowParent: new Int32Array(n),
    columnParent: new Int32Array(m),
    rowDone: new Uint8Array(n),
    columnDone: new Uint8Array(m),
  };
}

/**
 * Sends as much as the path to a column takes.
 *
 * @returns the amount.
 */
function augment(
  network: TransportNetwork,
  target: number,
  supply: number,
): number {
  const { flow, demand, columnParent, rowParent, columnDistance } = network;
  const m = demand.length;
  const reach = columnDistance[target];
  network.rowDistance.forEach((distance, i) => {
    network.rowPotential[i] += Math.min(distance, reach);
  });
  columnDistance.forEach((distance, j) => {
    network.columnPotential[j] += Math.min(distance, reach);
  });

  let amount = Math.min(supply, demand[target]);
  let i = columnParent[target];
  for (; rowParent[i] >= 0; i = columnParent[rowParent[i]])
    amount = Math.min(amount, flow[i * m + rowParent[i]]);
  let j = target;
  for (i = columnParent[j]; ; i = columnParent[j]) {
    flow[i * m + j] += amount;
    if (rowParent[i] < 0) break;
    j = rowParent[i];
    flow[i * m + j] -= amount;
  }
  demand[target] -= amount;
  return amount;
}
