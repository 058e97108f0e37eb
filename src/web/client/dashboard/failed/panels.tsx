import type {
  FailedAtTime,
  FailedByNight,
  FailedCode,
  FailedFigures,
} from '../../../dashboard/api/failed_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { ChartPanel, type Column } from './panel.tsx'
import type { Bar, Series } from './shape.ts'
import { waitInWords } from './wait.ts'

/** The charts; each has its file by that name. */
export type ChartName = 'codes' | 'attempts' | 'recovery' | 'risk' | 'waits'

interface Shown {
  figures: FailedFigures
  search: string
}

/** More lying bars than that are a list. */
const BARS_MAX = 10

/** Tries and successes as time went by. */
export function AttemptsPanel({ figures, search }: Shown) {
  const { words, formats } = useFrame()
  const { columns, per, quiet } = words.failed
  const { bucket, times } = figures
  const when = bucket === 'day' ? formats.day : formats.moment
  const isOneDay = bucket === 'five_minutes'
  const series: Series[] = [
    { key: 'successes', name: columns.successes, ink: 'good' },
    { key: 'unique_declines', name: columns.unique, ink: 'bad' },
    { key: 'retries', name: columns.retries, ink: 'again' },
    { key: 'errored', name: columns.errored, ink: 'silent' },
  ]
  const number = (heading: string, key: Exclude<keyof FailedAtTime, 'at'>) => ({
    heading,
    isNumber: true,
    cell: (one: FailedAtTime) => formats.count(one[key]),
  })
  return (
    <ChartPanel
      name="attempts"
      search={search}
      note={`${per[bucket]}. ${quiet(bucket)}`}
      shape={{
        kind: 'standing',
        bars: times.map(({ at, successes, unique_declines, retries, errored }) => ({
          label: isOneDay ? formats.time(at) : when(at),
          values: { successes, unique_declines, retries, errored },
        })),
        series,
        isStacked: true,
        format: formats.count,
      }}
      rows={times.filter(({ attempts }) => attempts > 0)}
      columns={[
        { heading: columns.time, cell: ({ at }) => when(at) },
        number(columns.attempts, 'attempts'),
        number(columns.successes, 'successes'),
        number(columns.unique, 'unique_declines'),
        number(columns.retries, 'retries'),
        number(columns.errored, 'errored'),
      ]}
      keyOf={({ at }) => at}
    />
  )
}

const codeOf = ({ code }: FailedCode) => code

/** Why cards were declined. */
export function CodesPanel({ figures, search }: Shown) {
  const { words, formats } = useFrame()
  const { columns, codes: meanings, newest } = words.failed
  const { codes } = figures
  const label = (code: string) => meanings[code] ?? code
  const bars = codes.slice(0, BARS_MAX).map(({ code, unique_declines, retries }) => ({
    label: label(code),
    values: { unique_declines, retries },
  }))
  const rows: Column<FailedCode>[] = [
    { heading: columns.code, cell: codeOf },
    { heading: columns.means, cell: ({ code }) => label(code) },
    {
      heading: columns.unique,
      isNumber: true,
      cell: ({ unique_declines }) => formats.count(unique_declines),
    },
    { heading: columns.retries, isNumber: true, cell: ({ retries }) => formats.count(retries) },
  ]
  return (
    <ChartPanel
      name="codes"
      search={search}
      note={codes.length > BARS_MAX ? newest(BARS_MAX) : undefined}
      shape={{
        kind: 'lying',
        bars,
        series: [
          { key: 'unique_declines', name: columns.unique, ink: 'bad' },
          { key: 'retries', name: columns.retries, ink: 'again' },
        ],
        isStacked: true,
        format: formats.count,
      }}
      rows={codes}
      columns={rows}
      keyOf={({ code }) => code}
    />
  )
}

/** How many of those that failed have paid after all. */
export function RecoveryPanel({ figures, search }: Shown) {
  const { words, formats } = useFrame()
  const { columns, notPaid } = words.failed
  const { count, share } = formats
  return (
    <NightsPanel
      name="recovery"
      search={search}
      nights={figures.nights.filter(({ failed_orders }) => failed_orders > 0)}
      series={[
        { key: 'recovered', name: columns.recovered, ink: 'good' },
        { key: 'open', name: notPaid, ink: 'bad' },
      ]}
      valuesOf={({ failed_orders, recovered_orders }) => ({
        recovered: recovered_orders,
        open: failed_orders - recovered_orders,
      })}
      format={count}
      columns={[
        { heading: columns.failed, cell: (one) => count(one.failed_orders) },
        { heading: columns.recovered, cell: (one) => count(one.recovered_orders) },
        { heading: columns.rate, cell: (one) => share(one.recovery_rate ?? 0) },
      ]}
    />
  )
}

/** What the orders are worth that failed and are not paid. */
export function RiskPanel({ figures, search }: Shown) {
  const { words, formats } = useFrame()
  const { columns } = words.failed
  const money = (minor: number) => formats.money(minor, figures.currency)
  return (
    <NightsPanel
      name="risk"
      search={search}
      nights={figures.nights.filter((one) => one.held_orders + one.lost_orders > 0)}
      series={[
        { key: 'held', name: columns.held, ink: 'open' },
        { key: 'lost', name: columns.lost, ink: 'bad' },
      ]}
      valuesOf={({ held_minor, lost_minor }) => ({ held: held_minor, lost: lost_minor })}
      format={money}
      columns={[
        { heading: columns.held, cell: (one) => money(one.held_minor) },
        { heading: columns.lost, cell: (one) => money(one.lost_minor) },
        {
          heading: columns.orders,
          cell: (one) => formats.count(one.held_orders + one.lost_orders),
        },
      ]}
    />
  )
}

/** How long those who paid waited for their tickets. */
export function WaitsPanel({ figures, search }: Shown) {
  const { words, formats } = useFrame()
  const { columns } = words.failed
  const wait = (ms: number) => waitInWords(words.failed, formats.count, ms)
  const known = (ms: number | null) => (ms === null ? '–' : wait(ms))
  return (
    <NightsPanel
      name="waits"
      search={search}
      isStacked={false}
      nights={figures.nights.filter(({ paid_orders }) => paid_orders > 0)}
      series={[
        { key: 'p50', name: columns.p50, ink: 'good' },
        { key: 'p95', name: columns.p95, ink: 'again' },
      ]}
      valuesOf={({ p50_ms, p95_ms }) => ({ p50: p50_ms ?? 0, p95: p95_ms ?? 0 })}
      format={wait}
      columns={[
        { heading: columns.paid, cell: (one) => formats.count(one.paid_orders) },
        { heading: columns.ticketed, cell: (one) => formats.count(one.ticketed_orders) },
        { heading: columns.p50, cell: (one) => known(one.p50_ms) },
        { heading: columns.p95, cell: (one) => known(one.p95_ms) },
      ]}
    />
  )
}

/** A bar for GA and one for VIP of each night. */
function NightsPanel({
  name,
  search,
  nights,
  series,
  valuesOf,
  format,
  columns,
  isStacked = true,
}: {
  name: ChartName
  search: string
  nights: FailedByNight[]
  series: Series[]
  valuesOf: (one: FailedByNight) => Bar['values']
  format: (value: number) => string
  columns: Column<FailedByNight>[]
  isStacked?: boolean
}) {
  const { words, formats } = useFrame()
  const { filters, columns: headings, newest } = words.failed
  const bars = nights.slice(0, BARS_MAX).map((one) => ({
    label: `${formats.day(one.doors_at)} ${filters.kinds[one.kind]}`,
    values: valuesOf(one),
  }))
  const night: Column<FailedByNight> = {
    heading: headings.night,
    cell: ({ title, doors_at, kind }) =>
      `${formats.day(doors_at)} · ${title} · ${filters.kinds[kind]}`,
  }
  return (
    <ChartPanel
      name={name}
      search={search}
      note={nights.length > BARS_MAX ? newest(BARS_MAX) : undefined}
      shape={{ kind: 'lying', bars, series, isStacked, format }}
      rows={nights}
      columns={[night, ...columns.map((one) => ({ ...one, isNumber: true }))]}
      keyOf={(one) => `${one.night} ${one.kind}`}
    />
  )
}
