import type { Drag } from './use_drag.ts'

/** What is dragged, beside the finger; what was refused goes back to where it came from. */
export function Ghost({ drag }: { drag: Drag | null }) {
  if (!drag) return null
  const { party, at, phase } = drag
  return (
    <div
      className={`board-ghost board-ghost-${phase}`}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      aria-hidden="true"
    >
      <strong>{party.name}</strong>
    </div>
  )
}
