import { useState, type ReactNode } from 'react'
import type { Board, BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { partyAt, useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'
import { Glyph } from './glyphs.tsx'

/** A table, with whoever has it; or a party that waits for one. */
interface Row {
  key: string
  table: BoardTable | undefined
  party: BoardParty | undefined
}

type Column = 'table' | 'party' | 'state' | 'inside' | 'minimum' | 'due' | 'arrive'
const COLUMNS: Column[] = ['table', 'party', 'state', 'inside', 'minimum', 'due', 'arrive']
const NUMBERS = new Set<Column>(['inside', 'minimum', 'due'])

/** By what a column is sorted; texts by the language's order, "Table 9" before "Table 10". */
const VALUES: Record<Column, (row: Row) => string | number> = {
  table: ({ table }) => table?.name ?? '',
  party: ({ party }) => party?.name ?? '\uffff',
  state: ({ table }) => table?.state ?? '',
  inside: ({ party }) => party?.inside ?? -1,
  minimum: ({ table }) => table?.minimum_spend_minor ?? -1,
  due: ({ party }) => party?.due_minor ?? -1,
  arrive: ({ party }) => party?.arrive_by ?? '\uffff',
}

/** The same as the plan, as a list: sorted by whatever is asked for. */
export function BoardList() {
  const { board } = useBoard()
  const { words } = useBoardWords()
  const [sort, setSort] = useState<{ by: Column; isDown: boolean }>({ by: 'table', isDown: false })
  const rows = sorted(rowsOf(board), sort)
  const sortBy = (by: Column) =>
    setSort((now) => ({ by, isDown: now.by === by ? !now.isDown : NUMBERS.has(by) }))
  return (
    <div className="panel">
      <div className="board-sort">
        <label htmlFor="board-sort">{words.sort}</label>
        <select
          id="board-sort"
          value={sort.by}
          onChange={({ target }) => sortBy(target.value as Column)}
        >
          {COLUMNS.map((column) => (
            <option key={column} value={column}>
              {words.columns[column]}
            </option>
          ))}
        </select>
      </div>
      <table className="table table-cards board-list">
        <caption className="hidden">{words.list}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={sort.by === column ? directionOf(sort.isDown) : undefined}
                className={NUMBERS.has(column) ? 'number' : ''}
              >
                <button className="board-sorter" onClick={() => sortBy(column)}>
                  {words.columns[column]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ListRow key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const directionOf = (isDown: boolean) => (isDown ? 'descending' : 'ascending')

function rowsOf(board: Board): Row[] {
  const waiting = board.parties.filter(({ waits_for }) => waits_for !== null)
  return [
    ...waiting.map((party) => ({ key: party.id, table: undefined, party })),
    ...board.tables.map((table) => ({ key: table.id, table, party: partyAt(board, table) })),
  ]
}

function sorted(rows: Row[], { by, isDown }: { by: Column; isDown: boolean }): Row[] {
  const value = VALUES[by]
  const compare = (one: Row, other: Row): number => {
    const [a, b] = [value(one), value(other)]
    if (typeof a === 'number' && typeof b === 'number') return a - b
    return String(a).localeCompare(String(b), undefined, { numeric: true })
  }
  return rows.toSorted((one, other) => (isDown ? -1 : 1) * compare(one, other))
}

function ListRow({ row: { table, party } }: { row: Row }) {
  const { words, formats, short, dueOf } = useBoardWords()
  const { columns } = words
  const heads = table?.heads ?? party?.waits_for ?? 0
  const minimum_minor = table?.minimum_spend_minor ?? 0
  return (
    <tr>
      <td data-label={columns.table}>
        <OpenButton table={table} party={party} />
      </td>
      <Cell label={columns.party}>{party?.name}</Cell>
      <td data-label={columns.state}>
        <States table={table} party={party} />
      </td>
      <Cell label={columns.inside} isNumber>
        {party ? words.inside(party.inside, heads) : words.seats(table?.seats ?? 0)}
      </Cell>
      <Cell label={columns.minimum} isNumber>
        {minimum_minor > 0 && short(minimum_minor)}
      </Cell>
      <Cell label={columns.due} isNumber>
        {party && dueOf(party)}
      </Cell>
      <Cell label={columns.arrive}>{party && formats.time(party.arrive_by)}</Cell>
    </tr>
  )
}

/** What is not there is a dash; on a phone, where each row is a card, it is left out. */
function Cell({
  label,
  isNumber = false,
  children,
}: {
  label: string
  isNumber?: boolean
  children: ReactNode
}) {
  const { words } = useBoardWords()
  const names = [isNumber ? 'number' : '', children ? '' : 'board-none']
  return (
    <td data-label={label} className={names.join(' ').trim()}>
      {children || words.noParty}
    </td>
  )
}

function OpenButton({ table, party }: Pick<Row, 'table' | 'party'>) {
  const { choose } = useBoard()
  const { words } = useBoardWords()
  const open = () => {
    if (party) choose({ party: party.id })
    else if (table) choose({ table: table.id })
  }
  return (
    <span>
      <button className="board-open" onClick={open}>
        {table?.name ?? words.panel.noTable}
        <span className="hidden">{party && `: ${party.name}`}</span>
      </button>
      {table && <span className="dim board-where">{table.zone}</span>}
    </span>
  )
}

function States({ table, party }: Pick<Row, 'table' | 'party'>) {
  const { words } = useBoardWords()
  return (
    <span className="board-states">
      {table && <Tag sign={table.state} text={words.states[table.state]} />}
      {!table && <span className="tag tag-wait">{words.strip.title}</span>}
      {party?.is_locked && <Tag sign="locked" text={words.locked} />}
      {party?.is_disputed && <Tag sign="disputed" text={words.disputed} />}
    </span>
  )
}

/** A state by its sign and its word. */
export function Tag({ sign, text }: { sign: Parameters<typeof Glyph>[0]['sign']; text: string }) {
  return (
    <span className={`tag board-tag board-is-${sign}`}>
      <Glyph sign={sign} /> {text}
    </span>
  )
}
