import type { DashboardData } from './data.ts'

/** Numbers, money and moments as the page's language writes them, by the venue's clock. */
export interface Formats {
  /** `amount_minor` in the currency's smallest unit. */
  money: (amount_minor: number, currency?: string) => string
  count: (value: number) => string
  /** A share between 0 and 1, as per cent. */
  share: (value: number) => string
  /** "22:41" */
  time: (at: string | Date) => string
  /** "Fri 4 Dec, 22:41" */
  moment: (at: string | Date) => string
  /** "4 Dec 2026, 22:41", where it may be years ago */
  stamp: (at: string | Date) => string
  /** "Fri 4 Dec" */
  day: (at: string | Date) => string
}

/** The formats for whoever looks on. */
export function formatsFor({ locale, time_zone: timeZone, currency }: DashboardData): Formats {
  const writer = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options })
    return (at: string | Date) => format.format(new Date(at))
  }
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  const date = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const count = new Intl.NumberFormat(locale)
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  return {
    money: (amount_minor, of = currency) => moneyOf(locale, of, amount_minor),
    count: (value) => count.format(value),
    share: (value) => share.format(value),
    time: writer(clock),
    moment: writer({ ...date, ...clock }),
    stamp: writer({ day: 'numeric', month: 'short', year: 'numeric', ...clock }),
    day: writer(date),
  }
}

function moneyOf(locale: string, currency: string, amount_minor: number): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount_minor / 10 ** digits)
}
