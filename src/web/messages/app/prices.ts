/** What stands on the page with taxes and fees. */
export const englishPrices = {
  heading: 'What is in a price',
  why: 'Prices are all in: a guest pays what the night’s page says, and no rate changes that. Checkout, receipts and mails say how much of it is VAT and fees, by the rates that held when the order was placed.',
  vat: 'VAT',
  vatHint: 'In per cent, on top of the price without it: of €119, 19 % are €19.',
  tableVat: 'VAT of tables',
  tableVatHint: 'Left empty, tables bear the same.',
  ofTables: (share: string) => `tables ${share}`,
  fee: 'Fees',
  feeHint: 'In per cent of the price itself. 0 where they are not told apart.',
  from: 'From',
  fromHint: 'By the venue’s clock. Left empty, from now on.',
  add: 'Add rates',
  added: 'Added.',
  list: 'Rates, the newest first',
  columns: { from: 'From', vat: 'VAT', fee: 'Fees', state: 'State' },
  states: { to_come: 'To come', now: 'Now', past: 'Past' },
  withdraw: (from: string) => `Take back the rates from ${from}`,
  withdrawShort: 'Take back',
  withdrawn: 'Taken back.',
  empty: 'No rates yet',
  emptyNote:
    'Until there are some, receipts say that all taxes and fees are included, and no more.',
}

export type PricesWords = typeof englishPrices
