import type { CloseWords } from '../../messages/app/close.ts'
import type { CloseReport } from '../api/close_answers.ts'

/** The report in one line, whether all is well, and how final it is. */
export function verdictOf(
  report: CloseReport,
  words: CloseWords,
  { money }: { money: (amount_minor: number) => string },
): { line: string; isWell: boolean; state: string } {
  const { books, stripe, tickets_minor, difference_minor, differences_count, night } = report
  const { kept_minor } = stripe ?? books
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
