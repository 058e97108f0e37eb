import { lazy, Suspense } from 'react'
import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import type { CloseSection } from '../../../dashboard/close/section.ts'
import { useFrame } from '../app/frame.tsx'
import type { ChartShape, Series } from '../failed/shape.ts'
import { arrivalBars, moneyBars } from './bars.ts'
import { SectionTable } from './section_panel.tsx'
import { useCloseFormats } from './use_close_formats.ts'

/** Comes in a file of its own, when there is something to draw. */
const Chart = lazy(() => import('../failed/chart.tsx'))

/** Money and arrivals as time went by; each with its numbers as a table. */
export function Charts({ report }: { report: CloseReport }) {
  const { words } = useFrame()
  const formats = useCloseFormats(report)
  const { charts, columns, perDay } = words.close
  const money: Series[] = [
    { key: 'charged', name: columns.charged, ink: 'good' },
    { key: 'refunded', name: columns.refunded, ink: 'again' },
    { key: 'disputed', name: columns.disputed, ink: 'bad' },
  ]
  const arrivals: Series[] = [
    { key: 'ga', name: columns.arrivedGa, ink: 'good' },
    { key: 'vip', name: columns.arrivedVip, ink: 'open' },
  ]
  const { bars, isPerDay } = moneyBars(report, formats)
  const arrived = arrivalBars(report, formats)
  const standing = { kind: 'standing', format: formats.count } as const
  return (
    <div className="close-charts">
      <ChartPanel
        id="money"
        title={charts.money}
        note={isPerDay ? perDay : undefined}
        shape={{
          ...standing,
          bars,
          series: money,
          isStacked: false,
          format: formats.money,
          axis: formats.shortMoney,
        }}
        table={{ report, head: isPerDay ? columns.day : columns.hour }}
      />
      <ChartPanel
        id="arrivals"
        title={charts.arrivals}
        note={undefined}
        shape={{ ...standing, bars: arrived, series: arrivals, isStacked: true }}
        table={{ report, head: columns.hour }}
      />
    </div>
  )
}

function ChartPanel({
  id,
  title,
  note,
  shape,
  table: { report, head },
}: {
  id: string
  title: string
  note: string | undefined
  shape: ChartShape
  table: { report: CloseReport; head: string }
}) {
  const { words } = useFrame()
  const heading = `close-chart-${id}`
  const isMoney = id === 'money'
  const section: CloseSection = {
    id: 'hours',
    title,
    meaning: '',
    columns: [head, ...shape.series.map(({ name }) => name)],
    rows: shape.bars.map(({ label, values }) => [
      label,
      ...shape.series.map(({ key }) => {
        const value = values[key] ?? 0
        return isMoney ? { minor: value } : { count: value }
      }),
    ]),
  }
  const isEmpty = shape.bars.length === 0
  return (
    <section className="panel close-chart" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {isEmpty ? (
        <p className="dim">{words.close.nothing}</p>
      ) : (
        <>
          <Suspense fallback={<div className="chart-waits" />}>
            <Chart shape={shape} />
          </Suspense>
          {note && <p className="dim close-note">{note}</p>}
          <details>
            <summary>{words.close.tableOf(title)}</summary>
            <SectionTable section={section} report={report} labelledBy={heading} />
          </details>
        </>
      )}
    </section>
  )
}
