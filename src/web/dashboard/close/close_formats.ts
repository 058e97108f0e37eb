import { formatMoney } from '../../../kernel/index.ts'
import { formatMoment } from '../../storefront/pages/dates.ts'
import type { CloseReport } from '../api/close_answers.ts'
import { hourWriter } from './hours.ts'
import type { CloseCell } from './section.ts'

/** How figures of a report read on paper and in a mail. */
export interface CloseFormats {
  money: (amount_minor: number) => string
  count: (many: number) => string
  moment: (at: string) => string
  cell: (cell: CloseCell) => string
}

/** In a language, by the venue's clock and in its currency. */
export function closeFormats({ night, hours }: CloseReport, locale: string): CloseFormats {
  const { currency, time_zone } = night
  const number = new Intl.NumberFormat(locale)
  const atHours = hours.map(({ at }) => at)
  const hour = hourWriter(locale, time_zone, atHours)
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency }, locale, 'full')
  return {
    money,
    count: (many) => number.format(many),
    moment: (at) => formatMoment(new Date(at), locale, time_zone),
    cell: (cell) => {
      if (cell === null) return '–'
      if (typeof cell === 'string') return cell
      if ('minor' in cell) return money(cell.minor)
      if ('count' in cell) return number.format(cell.count)
      return 'at' in cell ? hour(cell.at) : cell.order
    },
  }
}
