import type { Box } from '../../../plan/box.ts'
import { around, boxOf, type Draft, type DraftTable } from './draft.ts'
import { rehome } from './edits.ts'

/** Where tables are put in one line: at a side of all that is chosen, or in the middle of it. */
export const aligns = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Align = (typeof aligns)[number]

/** Along which way the gaps between tables become equal. */
export const spreads = ['across', 'down'] as const
export type Spread = (typeof spreads)[number]

type Shift = Partial<Record<'x' | 'y', number>>

/** How far a table has to go to stand in line with the others. */
const SHIFTS: Record<Align, (all: Box, one: Box) => Shift> = {
  left: (all, one) => ({ x: all.x - one.x }),
  centre: (all, one) => ({ x: all.x + all.width / 2 - one.x - one.width / 2 }),
  right: (all, one) => ({ x: all.x + all.width - one.x - one.width }),
  top: (all, one) => ({ y: all.y - one.y }),
  middle: (all, one) => ({ y: all.y + all.height / 2 - one.y - one.height / 2 }),
  bottom: (all, one) => ({ y: all.y + all.height - one.y - one.height }),
}

/** The tables among what is chosen. */
export const chosenTables = ({ tables }: Draft, keys: readonly string[]) =>
  tables.filter(({ key }) => keys.includes(key))

/** Puts the chosen tables in one line; one alone stays where it is. */
export function alignTables(draft: Draft, keys: readonly string[], how: Align): Draft {
  const chosen = chosenTables(draft, keys)
  if (chosen.length < 2) return draft
  const all = around(chosen.map(boxOf))
  return shifted(draft, new Map(chosen.map((one) => [one.key, SHIFTS[how](all, boxOf(one))])))
}

/** Makes the gaps between the chosen tables equal; the outermost two stay where they are. */
export function spreadTables(draft: Draft, keys: readonly string[], way: Spread): Draft {
  const chosen = chosenTables(draft, keys)
  if (chosen.length < 3) return draft
  const [at, size] = way === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const middle = (one: DraftTable) => boxOf(one)[at] + boxOf(one)[size] / 2
  const inLine = chosen.toSorted((a, b) => middle(a) - middle(b))
  const all = around(chosen.map(boxOf))
  const taken = inLine.reduce((sum, one) => sum + boxOf(one)[size], 0)
  const gap = (all[size] - taken) / (inLine.length - 1)
  const shifts = new Map<string, Shift>()
  let next = all[at]
  for (const one of inLine) {
    const box = boxOf(one)
    shifts.set(one.key, { [at]: next - box[at] })
    next += box[size] + gap
  }
  return shifted(draft, shifts)
}

/** Moves tables, each by itself, into whatever zone they stand in then. */
function shifted(draft: Draft, shifts: Map<string, Shift>): Draft {
  const tables = draft.tables.map((table) => {
    const { x = 0, y = 0 } = shifts.get(table.key) ?? {}
    return { ...table, x: Math.round(table.x + x), y: Math.round(table.y + y) }
  })
  return rehome({ ...draft, tables }, [...shifts.keys()])
}
