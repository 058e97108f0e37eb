/** How a series is drawn; each can be told from the others without its colour. */
export type Ink = 'good' | 'bad' | 'again' | 'silent' | 'open'

/** What belongs together in a chart. */
export interface Series {
  key: string
  name: string
  ink: Ink
}

/** A row of a chart: its label, and a number for each of its series. */
export interface Bar {
  label: string
  values: Record<string, number>
}

/** What there is to draw. */
export interface ChartShape {
  /** Bars that stand side by side, as time goes; or lie below each other, each with its label. */
  kind: 'standing' | 'lying'
  bars: Bar[]
  series: Series[]
  isStacked: boolean
  /** How a number reads. */
  format: (value: number) => string
  /** How it reads on the axis, where there is less room; the same where nothing else is said. */
  axis?: (value: number) => string
}
