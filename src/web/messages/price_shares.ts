/** What is in a price that is all in. Amounts and rates come written out. */
export interface ShareWords {
  vat: (amount: string, rate: string) => string
  fees: (amount: string) => string
  vatAndFees: (vat: string, rate: string, fees: string) => string
}

export const englishShares: ShareWords = {
  vat: (amount, rate) => `Includes ${amount} VAT (${rate}).`,
  fees: (amount) => `Includes ${amount} in fees.`,
  vatAndFees: (vat, rate, fees) => `Includes ${vat} VAT (${rate}) and ${fees} in fees.`,
}

export const spanishShares: ShareWords = {
  vat: (amount, rate) => `Incluye ${amount} de IVA (${rate}).`,
  fees: (amount) => `Incluye ${amount} de gastos.`,
  vatAndFees: (vat, rate, fees) => `Incluye ${vat} de IVA (${rate}) y ${fees} de gastos.`,
}
