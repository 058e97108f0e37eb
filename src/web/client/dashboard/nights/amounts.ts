/** An amount as somebody types it: 1250 of a currency with cents is "12.50". */
export function typedAmount(amount_minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return (amount_minor / 10 ** digits).toFixed(digits)
}

/** A whole number as it was typed; null for an empty field, which the server decides about. */
export function typedNumber(text: string | undefined): number | null {
  return text === undefined || text.trim() === '' ? null : Number(text)
}
