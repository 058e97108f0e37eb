import { sharesOf } from '../../../catalog/index.ts'
import { formatMoney } from '../../../kernel/index.ts'
import { shareWords } from '../../messages.ts'
import type { PurchaseView } from './views.ts'

/** What part of a sum of this order is VAT and fees, in words; empty where there is none. */
export function priceShares(
  { rates, order, locale }: PurchaseView,
  sum: { amount_minor: number; currency: string } = {
    amount_minor: order.total_minor,
    currency: order.currency,
  },
): string {
  // What the house gives has no price.
  if (!rates || order.comp_id !== null) return ''
  const { vat_minor, fee_minor } = sharesOf(sum.amount_minor, rates)
  const money = (amount_minor: number) =>
    formatMoney({ amount_minor, currency: sum.currency }, locale, 'full')
  const words = shareWords(locale)
  const rate = percent(rates.vat_bp, locale)
  if (rates.vat_bp === 0) return rates.fee_bp === 0 ? '' : words.fees(money(fee_minor))
  if (rates.fee_bp === 0) return words.vat(money(vat_minor), rate)
  return words.vatAndFees(money(vat_minor), rate, money(fee_minor))
}

function percent(bp: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return format.format(bp / 10_000)
}
