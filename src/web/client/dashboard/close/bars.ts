import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import type { Bar } from '../failed/shape.ts'

const HOUR_MS = 60 * 60 * 1000
/** Two weeks of hours can be told apart; of a longer sale each bar is a day. */
const HOURS_MAX = 14 * 24

interface Writers {
  hour: (at: string) => string
  day: (at: string) => string
  time: (at: string) => string
}

type Hour = CloseReport['hours'][number]

/** When money came, went back and was disputed: by hours, or by days where there are too many. */
export function moneyBars(
  { hours: all }: CloseReport,
  writers: Writers,
): { bars: Bar[]; isPerDay: boolean } {
  const hours = all.filter((one) => one.charged_minor + one.refunded_minor + one.disputed_minor > 0)
  const isPerDay = everyHour(hours).length > HOURS_MAX
  const byLabel = new Map<string, Bar>()
  for (const at of isPerDay ? hours.map((one) => one.at) : everyHour(hours)) {
    const label = isPerDay ? writers.day(at) : writers.hour(at)
    byLabel.set(label, { label, values: { charged: 0, refunded: 0, disputed: 0 } })
  }
  for (const one of hours) {
    const bar = byLabel.get(isPerDay ? writers.day(one.at) : writers.hour(one.at))
    if (!bar) continue
    add(bar, 'charged', one.charged_minor)
    add(bar, 'refunded', one.refunded_minor)
    add(bar, 'disputed', one.disputed_minor)
  }
  return { bars: [...byLabel.values()], isPerDay }
}

/** Who came, in every hour from the first arrival to the last. */
export function arrivalBars({ hours: all }: CloseReport, { hour }: Writers): Bar[] {
  const hours = all.filter((one) => one.arrived_ga + one.arrived_vip > 0)
  const byHour = new Map(hours.map((one) => [Date.parse(one.at), one]))
  return everyHour(hours).map((at) => {
    const { arrived_ga = 0, arrived_vip = 0 } = byHour.get(Date.parse(at)) ?? {}
    return { label: hour(at), values: { ga: arrived_ga, vip: arrived_vip } }
  })
}

/** Also those in which nothing happened, so that a chart's time runs evenly. */
function everyHour(hours: Hour[]): string[] {
  const [first, last] = [hours[0], hours.at(-1)]
  if (!first || !last) return []
  const count = (Date.parse(last.at) - Date.parse(first.at)) / HOUR_MS + 1
  return Array.from({ length: Math.floor(count) }, (_, n) =>
    new Date(Date.parse(first.at) + n * HOUR_MS).toISOString(),
  )
}

function add({ values }: Bar, key: string, amount: number): void {
  values[key] = (values[key] ?? 0) + amount
}
