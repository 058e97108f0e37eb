import type { ReactNode } from 'react'
import { useFrame } from './frame.tsx'
import { Answered } from './page.tsx'
import { NotLoaded } from './trouble.tsx'
import type { Pages } from './use_pages.ts'
import { useSeenRows, type Place } from './use_seen_rows.ts'

/** A list that comes in pages: bones at first, `empty` where there is nothing. */
export function Paged<Row>({
  pages,
  keeps = false,
  empty,
  children,
}: {
  pages: Pages<Row>
  /** Something stands in the list that is on none of its pages. */
  keeps?: boolean
  empty: ReactNode
  children: ReactNode
}) {
  const { words } = useFrame()
  const { rows, hasMore, error, refetch, isLoadingMore, isCutOff } = pages
  const isEmpty = rows.length === 0 && !hasMore && !keeps
  const data = rows.length > 0 || isEmpty || keeps ? pages : undefined
  return (
    <Answered query={{ data, error, refetch }}>
      {() =>
        isEmpty ? (
          empty
        ) : (
          <>
            {children}
            {isLoadingMore && <output className="dim">{words.frame.loading}</output>}
            {isCutOff && (
              <NotLoaded error={error} sentence={words.frame.moreNotLoaded} refetch={refetch} />
            )}
          </>
        )
      }
    </Answered>
  )
}

/** What the element of a card is told: its place among all there are, drawn or not. */
export interface CardPlace extends Place {
  'aria-posinset': number
  /** -1 while nobody knows how many there are. */
  'aria-setsize': number
}

/** Cards of a list, of which only those are drawn that are seen. */
export function Cards<Row extends { id: string }>({
  pages,
  rows,
  cardPx,
  gapPx,
  className,
  label,
  renderRow,
}: {
  pages: Pages<unknown>
  /** Those of the pages, and what stands among them. */
  rows: Row[]
  cardPx: number
  gapPx: number
  className: string
  label?: string
  renderRow: (row: Row, place: CardPlace) => ReactNode
}) {
  const options = { rowPx: cardPx, gapPx }
  const { body, room, seen } = useSeenRows<Row, HTMLUListElement>(pages, rows, options)
  const size = pages.hasMore ? -1 : rows.length
  return (
    <ul ref={body} className={className} aria-label={label} style={room}>
      {seen.map(({ row, index, place }) =>
        renderRow(row, { ...place, 'aria-posinset': index + 1, 'aria-setsize': size }),
      )}
    </ul>
  )
}

/** A table of which only those rows are drawn that are seen; `columns` are titles by their name. */
export function Lines<Row extends { id: string }>({
  pages,
  linePx,
  label,
  className,
  columns,
  renderRow,
}: {
  pages: Pages<Row>
  linePx: number
  label: string
  /** Of the table; a column's title has it, too, with the column's name. */
  className: string
  columns: Record<string, string>
  renderRow: (row: Row) => ReactNode
}) {
  const { rows, hasMore } = pages
  const { body, room, seen } = useSeenRows<Row, HTMLTableSectionElement>(pages, rows, {
    rowPx: linePx,
  })
  return (
    <table
      className={`lines ${className}`}
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
    >
      <thead className="lines-head">
        <tr aria-rowindex={1} className="line">
          {Object.entries(columns).map(([name, title]) => (
            <th key={name} scope="col" className={`line-${name}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} className="lines-body" style={room}>
        {seen.map(({ row, index, place }) => (
          <tr key={row.id} aria-rowindex={index + 2} className="line" {...place}>
            {renderRow(row)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
