import type { MoveQuoteAnswer } from '../../../dashboard/api/move_answers.ts'

/** What somebody has picked: a kind of ticket by the line, a table, a package. */
export interface Picked {
  kinds?: Record<string, string>
  table?: string
  package?: string
}

/** What is chosen of the other night, and what it costs there. */
export interface MoveChosen {
  choice:
    | { kinds: { line_id: string; ticket_type_id: string }[] }
    | { vip_table_id: string; package_id: string | null }
  price_minor: number
  /** What it costs more is paid at the door. */
  is_due_at_door: boolean
}

type To = NonNullable<MoveQuoteAnswer['to']>

/** Which kind of ticket a line gets: the picked one, else one of the same name that is left. */
export function kindOf(
  line: MoveQuoteAnswer['lines'][number],
  { kinds }: To,
  picked: Picked,
): To['kinds'][number] | undefined {
  const wanted = kinds.find(({ ticket_type_id }) => ticket_type_id === picked.kinds?.[line.line_id])
  const free = kinds.filter(({ left }) => left >= line.heads)
  return wanted ?? free.find(({ name }) => name === line.name) ?? free[0]
}

/** Undefined while the other night has too little left. */
export function kindChoice(
  { lines }: MoveQuoteAnswer,
  to: To,
  picked: Picked,
): MoveChosen | undefined {
  const chosen = lines.flatMap((line) => {
    const kind = kindOf(line, to, picked)
    return kind ? [{ line, kind }] : []
  })
  if (chosen.length < lines.length) return undefined
  const kinds = chosen.map(({ line, kind }) => {
    return { line_id: line.line_id, ticket_type_id: kind.ticket_type_id }
  })
  const price_minor = chosen.reduce((sum, { line, kind }) => sum + line.heads * kind.price_minor, 0)
  return { choice: { kinds }, price_minor, is_due_at_door: false }
}

/** The picked table, else the first one; with a package of the same name where there is one. */
export function tableOf(to: To, picked: Picked): To['tables'][number] | undefined {
  return to.tables.find(({ vip_table_id }) => vip_table_id === picked.table) ?? to.tables[0]
}

/** The picked package, else that of the same name; null for none. */
export function packageOf({ party }: MoveQuoteAnswer, { packages }: To, picked: Picked) {
  if (picked.package !== undefined) return picked.package || null
  return packages.find(({ name }) => name === party?.package)?.package_id ?? null
}

/** Undefined where no table is left that is large enough. */
export function tableChoice(
  quote: MoveQuoteAnswer,
  to: To,
  picked: Picked,
): MoveChosen | undefined {
  const table = tableOf(to, picked)
  const package_id = packageOf(quote, to, picked)
  const price = table?.prices.find((one) => one.package_id === package_id)
  if (!table || !price) return undefined
  const { charged_minor: price_minor, is_due_at_door } = price
  const { vip_table_id } = table
  return { choice: { vip_table_id, package_id }, price_minor, is_due_at_door }
}
