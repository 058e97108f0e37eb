import type { Ink } from './shape.ts'

const COLOUR: Record<Ink, string> = {
  good: 'var(--success)',
  bad: 'var(--danger)',
  again: 'var(--danger)',
  silent: 'var(--ink-dim)',
  open: 'var(--accent)',
}
/** What is drawn in the colour, or on it, so that a series can be told from the others without. */
const PATTERN: Partial<Record<Ink, string>> = {
  good: 'M4,3 v2',
  again: 'M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4',
  silent: 'M0,4 h8',
  open: 'M4,0 v8 M0,4 h8',
}

/** The fill of a series within the drawing `of`. */
export function inkOf(of: string, ink: Ink): string {
  return PATTERN[ink] ? `url(#ink-${of}-${ink})` : COLOUR[ink]
}

/** The patterns that a drawing fills its bars with. */
export function Inks({ inks, of }: { inks: Ink[]; of: string }) {
  return (
    <defs>
      {inks.map((ink) => (
        <pattern
          key={ink}
          id={`ink-${of}-${ink}`}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
        >
          <rect width="8" height="8" fill={ink === 'good' ? COLOUR[ink] : 'var(--surface)'} />
          <path
            d={PATTERN[ink] ?? ''}
            stroke={ink === 'good' ? 'var(--ground)' : COLOUR[ink]}
            strokeWidth={ink === 'good' ? 2 : 3}
          />
        </pattern>
      ))}
    </defs>
  )
}
