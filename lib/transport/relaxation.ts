/** Iterations over which the rate of convergence is taken. */
const WINDOW = 10;
/** Two windows' plain rates are the same when their distances to 1 differ by less than this share. */
const SAME = 0.2;
/** Relaxed updates first enlarge errors by up to some tens; by this factor, they diverge. */
const GROWTH = 100;
/** Power of the best rate ω − 1 that a relaxed rate, which swings, may come to before ω is raised. */
const PATIENCE = 0.3;
/** No rate calls for more: beyond it, rounding of the rate decides. */
const MOST = 1.998;

/** Overrelaxation of a fixed-point iteration; see {@link adaptiveRelaxation}. */
export interface Relaxation {
  /** Exponent ω ≥ 1 of the next update; 1 is the plain one. */
  readonly omega: number;
  /** Tells the error that the last iteration found. */
  observe(error: number): void;
}

/**
 * Chooses the overrelaxation of Sinkhorn's updates (Thibault, Chizat, Dossal and Papadakis 2021; Lehmann, von Renesse, Sambale
 * and Uschmajew 2022). Near the solution the plain iteration shrinks errors by a factor θ, a relaxed one, by Young's theory of
 * successive overrelaxation, by ρ with (ρ + ω − 1)² = ρω²θ, at best by ω − 1 at ω = 2/(1 + √(1 − θ)).
 *
 * It watches plain updates until their rate is steady, takes θ from it, and raises ω where relaxed updates fall well short of
 * their best. Where errors grow far beyond those that relaxation began with, it goes back to plain updates.
 */
export function adaptiveRelaxation(): Relaxation {
  let omega = 1;
  let iteration = 0;
  let errorBefore = NaN;
  let rateBefore = NaN;
  let errorAtStart = Infinity;

  const relax = (plainRate: number) => {
    omega = Math.min(MOST, 2 / (1 + Math.sqrt(Math.max(0, 1 - plainRate))));
  };
  return {
    get omega() {
      return omega;
    },
    observe(error) {
      if (++iteration % WINDOW !== 0) return;
      const rate = (error / errorBefore) ** (1 / WINDOW);
      errorBefore = error;
      if (omega === 1) {
        const isSteady =
          rate < 1 && Math.abs(rate - rateBefore) < SAME * (1 - rate);
        rateBefore = rate;
        if (!isSteady) return;
        errorAtStart = error;
        relax(rate);
      } else if (error > GROWTH * errorAtStart) {
        omega = 1;
        rateBefore = NaN;
      } else if (rate > (omega - 1) ** PATIENCE && rate < 1)
        relax((rate + omega - 1) ** 2 / (rate * omega ** 2));
    },
  };
}
