/** What a guest reads on the way to a VIP table. Amounts and times come written out. */
export const englishTables = {
  title: 'VIP tables',
  pageTitle: (night: string) => `VIP tables: ${night}`,
  description: (night: string, when: string, venue: string) =>
    `Choose a VIP table for ${night}, ${when}, ${venue}. All fees included.`,
  back: 'Back to the night',
  backToPlan: 'All VIP tables',
  /** The VIP section of a night's page. */
  panel: {
    promise: 'A table of your own for the whole night, with service.',
    free: (free: number, all: number) =>
      free === 1 ? `1 of ${all} tables is free` : `${free} of ${all} tables are free`,
    fromDeposit: (price: string) => `Deposit from ${price}`,
    from: (price: string) => `From ${price}`,
    book: 'Book a VIP table',
    look: 'See the VIP tables',
    jump: (price: string) => `VIP tables from ${price}`,
    jumpDeposit: (price: string) => `VIP tables, deposit from ${price}`,
  },
  closed: {
    soldOut: 'Every VIP table of this night is taken.',
    paused: 'Sales of VIP tables are paused at the moment. Please look again later.',
    notYet: (at: string) => `VIP tables go on sale ${at}.`,
    ended: 'The sale of VIP tables for this night has ended.',
    over: 'This night is over. Thanks for dancing.',
    cancelled: 'This night is cancelled. If you have a table, we will write to you.',
  },
  plan: {
    name: (plan: string) => `Floor plan: ${plan}`,
    hint: 'Choose a table on the plan or in the list.',
    pan: 'Swipe, or use the arrow keys, to see all of it.',
    skip: 'Skip the plan, go to the list',
    list: 'All tables',
    legend: 'What the plan shows',
    /** What the amounts on the tables are, and what a "+" behind one says. */
    figures: {
      table_price_minor: {
        name: 'Amounts: table price.',
        more: 'Where there is a +, a minimum spend comes in addition.',
      },
      minimum_spend_minor: {
        name: 'Amounts: minimum spend.',
        more: 'Where there is a +, a table price comes in addition.',
      },
    },
    count: (free: number, all: number) => `${free} of ${all} free`,
    full: 'None free',
    arriveBy: (at: string) => `Your table is kept for you until ${at}.`,
    allFees: 'All fees included',
  },
  kinds: {
    table: 'table',
    high_table: 'high table',
    booth: 'booth',
    sofa: 'sofa',
    stage: 'stage table',
  },
  states: { free: 'available', held: 'held', booked: 'booked' },
  /** What somebody hears who looks on while others choose; the browser puts its values in. */
  live: {
    one: '{table}: {state}.',
    many: '{count} tables have changed. {free}.',
  },
  upTo: (guests: number) => (guests === 1 ? 'for 1 guest' : `up to ${guests} guests`),
  tablePrice: (price: string) => `${price} table price`,
  minimumSpend: (price: string) => `${price} minimum spend`,
  deposit: (price: string) => `${price} deposit`,
  depositFrom: (price: string) => `deposit from ${price}`,
  paidAhead: 'paid in full ahead',
  best: {
    title: 'Best available',
    of: (zone: string) => `Best available: ${zone}`,
    /** These follow the title and the button, for those who do not see the zone around them. */
    guests: (zone: string) => `in ${zone}, for how many guests`,
    find: 'Find it',
    findIn: (zone: string) => `in ${zone}`,
    why: 'You get the best table of the zone that is free when you continue.',
  },
  form: {
    heading: 'Your party',
    partySize: 'How many of you are coming?',
    package: 'Bottles and extras',
    packageHint: 'Ordered ahead and waiting at your table.',
    noPackage: 'No package',
    noPackageHint: 'Order at the table.',
    work: 'Work it out again',
    submit: 'Continue to payment',
    hold: 'We hold the table for you while you pay.',
    agree: 'By continuing you agree to these terms.',
    problems: 'Please check your booking',
    fields: { party_size: 'How many of you', package: 'Bottles and extras' } as Record<
      string,
      string
    >,
  },
  sum: {
    heading: 'What it costs',
    tablePrice: 'Table price',
    extraGuests: (guests: number, price: string) =>
      guests === 1 ? `1 extra guest at ${price}` : `${guests} extra guests at ${price} each`,
    minimumSpend: 'Minimum spend, what you drink at the table',
    package: (name: string) => `Package: ${name}`,
    restOfMinimum: 'Rest of the minimum spend, what you drink at the table',
    fee: 'Deposit, not credited to the bill',
    total: 'All in, at least',
    now: 'Charged now',
    nowAtDoors: 'Authorised now',
    due: 'Due at the door',
    said: (now: string, due: string) => `${now} now, ${due} at the door.`,
  },
  terms: {
    heading: 'What you agree to',
    included: (included: number, max: number) =>
      included === max
        ? `The price includes all ${max} guests that the table has room for.`
        : `The price includes ${included === 1 ? '1 guest' : `up to ${included} guests`}.`,
    extra: (price: string, max: number) =>
      `Each further guest costs ${price}, up to ${max} in all.`,
    extraFree: (max: number) => `Further guests cost nothing, up to ${max} in all.`,
    minimum: (price: string) =>
      `Minimum spend: your party drinks for at least ${price}, packages included.`,
    credited: (price: string) => `The deposit of ${price} counts towards your bill.`,
    notCredited: (price: string) =>
      `The deposit of ${price} keeps the table for you and does not count towards your bill.`,
    full: 'Everything that has a price is paid ahead and counts towards your bill.',
    atDoors: (at: string) =>
      `The amount is authorised on your card now and charged when the doors open, ${at}.`,
    arriveBy: (at: string) => `Arrive by ${at}: until then the table is kept for you.`,
  },
  taken: {
    held: 'Somebody is booking this table right now. Should they not pay, it is free again.',
    /** Beside the form of whoever has begun to book it, too. */
    meanwhile:
      'Somebody is booking this table right now. Should they not pay, it is free again. ' +
      'If that is you, go on: it is held for you.',
    booked: 'This table is taken for this night.',
    zone: 'No table that is large enough is left in this zone.',
  },
}
