/** How much of everything a plan may have, as the database has it; lowest and highest. */
export const planLimits = {
  /** The sides of the canvas, in its own units. */
  canvas: [100, 10_000],
  capacity: [1, 100],
  rank: [1, 1000],
  /** Of the picture beneath, in per cent. */
  opacity: [5, 100],
  zonesMax: 40,
  /** In one zone. */
  tablesMax: 100,
  nameLengthMax: 80,
} as const
