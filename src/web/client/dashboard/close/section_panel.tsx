import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import type { CloseCell, CloseSection } from '../../../dashboard/close/section.ts'
import { useCloseFormats, type PageFormats } from './use_close_formats.ts'

/** As many stand beside each other on a phone; where there are more, each row is a card. */
const COLUMNS_MAX = 5

/** A part of the report, with what its figures mean. */
export function SectionPanel({ section, report }: { section: CloseSection; report: CloseReport }) {
  const { id, title, meaning, rows, note } = section
  const heading = `close-${id}`
  return (
    <section className={`panel close-section close-of-${id}`} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <p className="dim close-meaning">{meaning}</p>
      {rows.length > 0 && <SectionTable section={section} report={report} labelledBy={heading} />}
      {note && <p className="dim close-note">{note}</p>}
    </section>
  )
}

/** The figures of a part. */
export function SectionTable({
  section: { id, columns, rows, total },
  report,
  labelledBy,
}: {
  section: CloseSection
  report: CloseReport
  labelledBy: string
}) {
  const formats = useCloseFormats(report)
  const places = columns.map((_, n) => (isNumber(rows[0]?.[n] ?? null) ? 'number' : undefined))
  const line = (cells: CloseCell[]) =>
    cells.map((cell, n) => (
      <td key={columns[n]} data-label={columns[n]} className={places[n]}>
        {shown(cell, formats)}
      </td>
    ))
  return (
    <table
      className={`table ${columns.length > COLUMNS_MAX || id === 'differences' ? 'table-cards' : 'close-small'}`}
      aria-labelledby={labelledBy}
    >
      <thead>
        <tr>
          {columns.map((column, n) => (
            <th key={column} scope="col" className={places[n]}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(row)}>{line(row)}</tr>
        ))}
        {total && <tr className="close-total">{line(total)}</tr>}
      </tbody>
    </table>
  )
}

const isNumber = (cell: CloseCell) =>
  cell !== null && typeof cell === 'object' && ('minor' in cell || 'count' in cell)

function shown(cell: CloseCell, { money, count, hour }: PageFormats): ReactNode {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  if ('minor' in cell) return money(cell.minor)
  if ('count' in cell) return count(cell.count)
  if ('at' in cell) return hour(cell.at)
  return <Link href={`/dashboard/orders/${cell.order}`}>{cell.order}</Link>
}
