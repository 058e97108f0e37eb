/**
 * An amount as somebody typed it, "12.50" or "12,50", in the currency's smallest unit; undefined
 * for what is no amount above nothing, or is finer than the currency.
 */
export function minorOf(text: string, currency: string): number | undefined {
  const found = /^\s*(\d{1,8})(?:[.,](\d{1,3}))?\s*$/.exec(text)
  if (!found) return undefined
  const [, whole = '', part = ''] = found
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  if (part.length > digits) return undefined
  return Number(whole + part.padEnd(digits, '0')) || undefined
}
