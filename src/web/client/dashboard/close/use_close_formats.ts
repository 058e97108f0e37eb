import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import { hourWriter } from '../../../dashboard/close/hours.ts'
import { useFrame } from '../app/frame.tsx'
import type { Formats } from '../app/formats.ts'

/** How the figures of a report read on this page. */
export interface PageFormats extends Omit<Formats, 'money'> {
  money: (amount_minor: number) => string
  /** The same in about four letters, for an axis. */
  shortMoney: (amount_minor: number) => string
  /** A full hour of the venue's clock, told from another of the same name. */
  hour: (at: string) => string
}

/** The page's formats, in the report's currency. */
export function useCloseFormats(report: CloseReport): PageFormats {
  const { formats, data } = useFrame()
  const { night } = report
  const hours = report.hours.map(({ at }) => at)
  const currency = night.currency.toUpperCase()
  const short = new Intl.NumberFormat(data.locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  })
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(data.locale, {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return {
    ...formats,
    shortMoney: (amount_minor) => short.format(amount_minor / 10 ** maximumFractionDigits),
    money: (amount_minor) => formats.money(amount_minor, night.currency),
    hour: hourWriter(data.locale, night.time_zone, hours),
  }
}
