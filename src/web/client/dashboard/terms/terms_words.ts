import type { TermsTable } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** How the page speaks of what a table is sold for. */
export function useTermsWords() {
  const { words, data } = useFrame()
  const said = words.terms
  /** Whole amounts without their cents, as they are read at a glance. */
  const short = (amount_minor: number): string => {
    const { currency, locale } = data
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    })
    const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    return format.format(amount_minor / 10 ** (digits.maximumFractionDigits ?? 2))
  }
  /** What is paid ahead for it. */
  const aheadOf = (table: TermsTable): string => {
    if (table.charge === 'full') return said.facts.full
    const { deposit_minor, deposit_percent } = table
    return deposit_minor === null
      ? said.facts.share(deposit_percent ?? 0)
      : said.facts.deposit(short(deposit_minor))
  }
  /** All that it is sold for, part by part. */
  const factsOf = (table: TermsTable): string[] => {
    const { guests_max, guests_included, extra_guest_price_minor: extra } = table
    const facts = [said.facts.guests(guests_max)]
    if (table.version === 0) return [...facts, said.facts.none]
    if (table.table_price_minor > 0) facts.push(said.facts.price(short(table.table_price_minor)))
    if (table.minimum_spend_minor > 0)
      facts.push(said.facts.minimum(short(table.minimum_spend_minor)))
    facts.push(aheadOf(table))
    if (extra > 0 && guests_included < guests_max)
      facts.push(said.facts.extra(guests_included, short(extra)))
    return facts
  }
  /** The one figure that stands on the plan. */
  const figureOf = (table: TermsTable): string => {
    if (!table.is_on_sale) return ''
    if (table.charge === 'full') return short(table.table_price_minor)
    const { deposit_minor, deposit_percent } = table
    return deposit_minor === null ? `${deposit_percent} %` : short(deposit_minor)
  }
  return { words: said, short, factsOf, figureOf }
}
