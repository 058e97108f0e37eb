import { formatMoney } from '../../../kernel/index.ts'
import type { CloseWords } from '../../messages/app/close.ts'
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

/** The report in one line, whether all is well, and how final it is. */
export function verdictOf(
  report: CloseReport,
  words: CloseWords,
  { money }: Pick<CloseFormats, 'money'>,
): { line: string; isWell: boolean; state: string } {
  const { books, stripe, tickets_minor, difference_minor, differences_count, night } = report
  const kept_minor = (stripe ?? books).kept_minor
  const isWell = differences_count === 0
  const say = isWell ? words.line : words.lineDiffers
  const phases = { over: words.over, on: words.soFar, coming: words.coming }
  const state = phases[night.phase]
  return {
    line: say(money(kept_minor), money(tickets_minor), money(difference_minor)),
    isWell,
    state: night.state === 'cancelled' ? `${words.calledOff} ${state}` : state,
  }
}
