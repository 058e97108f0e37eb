import type { Tone } from './signals.ts'

export type Look = Tone | 'wait' | 'undone'

/** What is seen first, and without colours, too. Drawn, since not every typeface has these. */
export function Sign({ look }: { look: Look }) {
  return (
    <svg className="verdict-sign" viewBox="0 0 100 100" aria-hidden="true">
      <path d={SIGNS[look]} />
    </svg>
  )
}

const SIGNS: Record<Look, string> = {
  yes: 'M14 54 L40 80 L88 22',
  no: 'M20 20 L80 80 M80 20 L20 80',
  ask: 'M50 12 L50 62 M50 84 L50 86',
  wait: 'M20 50 L22 50 M49 50 L51 50 M78 50 L80 50',
  undone: 'M34 18 L14 38 L34 58 M16 38 L62 38 C96 38 96 82 62 82 L36 82',
}
