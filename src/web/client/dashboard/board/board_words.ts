import type { BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** How the board speaks of tables and amounts. */
export function useBoardWords() {
  const { words, formats, data } = useFrame()
  const { states, locked, disputed, seats, inside, minimum, due, settled } = words.board
  /** Whole amounts without their cents, as they are read at a glance. */
  const short = (amount_minor: number, currency = data.currency): string => {
    const format = new Intl.NumberFormat(data.locale, {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    })
    const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    return format.format(amount_minor / 10 ** (digits.maximumFractionDigits ?? 2))
  }
  /** What is due, in words; nothing for whoever may not see it. */
  const dueOf = ({ due_minor, currency }: BoardParty): string => {
    if (due_minor === null) return ''
    return due_minor > 0 ? due(short(due_minor, currency)) : settled
  }
  /** Everything that the plan shows of a table, in one line. */
  const whole = (table: BoardTable, party: BoardParty | undefined): string => {
    const facts = [table.name, table.zone, states[table.state]]
    if (party) facts.push(party.name, inside(party.inside, table.heads))
    else facts.push(seats(table.seats))
    if (table.minimum_spend_minor > 0) facts.push(minimum(short(table.minimum_spend_minor)))
    if (party) facts.push(dueOf(party))
    if (party?.is_locked) facts.push(locked)
    if (party?.is_disputed) facts.push(disputed)
    return facts.filter(Boolean).join(', ')
  }
  return { words: words.board, formats, short, dueOf, whole }
}
