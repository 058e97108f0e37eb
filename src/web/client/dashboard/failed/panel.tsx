import { lazy, Suspense, type ReactNode } from 'react'
import { useFrame } from '../app/frame.tsx'
import type { ChartName } from './panels.tsx'
import type { ChartShape } from './shape.ts'

/** Comes in a file of its own, when there is something to draw. */
const Chart = lazy(() => import('./chart.tsx'))

/** A column of a chart's table. */
export interface Column<Row> {
  heading: string
  cell: (row: Row) => ReactNode
  isNumber?: boolean
}

interface TableOf<Row> {
  rows: Row[]
  columns: Column<Row>[]
  keyOf: (row: Row) => string
}

/**
 * A chart with what it means, the numbers that it is drawn from as a table, and the same as a file.
 * The drawing is for the eye alone; the table says all of it.
 */
export function ChartPanel<Row>({
  name,
  search,
  shape,
  note,
  ...table
}: TableOf<Row> & {
  name: ChartName
  search: string
  shape: ChartShape
  note?: string | undefined
}) {
  const { words } = useFrame()
  const { charts, meanings, meaning, asTable, csv, csvOf, none } = words.failed
  const id = `failed-${name}`
  return (
    <section className={`panel failed-panel failed-${name}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{charts[name]}</h2>
        <a
          className="button button-quiet button-small"
          href={`/api/dashboard/failed/${name}.csv${search && `?${search}`}`}
          aria-label={csvOf(charts[name])}
          download
        >
          {csv}
        </a>
      </div>
      {table.rows.length === 0 ? (
        <p className="dim">{none}</p>
      ) : (
        <>
          <Suspense fallback={<div className="chart-waits" />}>
            <Chart shape={shape} />
          </Suspense>
          {note && <p className="dim failed-note">{note}</p>}
          <details>
            <summary>{asTable}</summary>
            <Table {...table} labelledBy={id} />
          </details>
        </>
      )}
      <details>
        <summary>{meaning}</summary>
        <p className="dim">{meanings[name]}</p>
      </details>
    </section>
  )
}

function Table<Row>({ rows, columns, keyOf, labelledBy }: TableOf<Row> & { labelledBy: string }) {
  const place = ({ isNumber }: Column<Row>) => (isNumber ? 'number' : undefined)
  return (
    <table className="table table-cards" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.heading} scope="col" className={place(column)}>
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.heading} data-label={column.heading} className={place(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
