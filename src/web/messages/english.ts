import { englishOpeningSoon } from './opening_soon.ts'
import { englishNightSales } from './night_sales.ts'
import { englishLookedAfterMail } from './looked_after.ts'
import { englishDifferences } from './differences.ts'
import { englishMovedMail } from './moved.ts'
import { englishProblem } from './problem.ts'
import { englishReissuedMail } from './reissued.ts'
import { englishUnpaid } from './unpaid.ts'
import { englishBookingMail, englishBookingRefund, englishCancelledMail } from './booking_mails.ts'
import { englishBookings } from './bookings.ts'
import { englishCalledOff } from './called_off.ts'
import { englishComps } from './comps.ts'
import { englishPasses } from './passes.ts'
import { englishChargedMail, englishDeposits, englishReleasedMail } from './deposits.ts'
import { bankDays, englishRefundMail, englishRefunds } from './refunds.ts'
import { englishTables } from './tables.ts'

/** Every sentence of the pages, the mail and the receipt, in English. */
export const english = {
  layout: {
    skip: 'Skip to content',
    home: (venue: string) => `${venue}, all nights`,
    staging:
      'Staging, a copy for trials: no real money moves, and no ticket from here opens a door.',
    stagingTag: 'Staging',
    demo: 'Demo: no real money moves. Test card 4242\u00a04242\u00a04242\u00a04242',
    footer: 'Tickets sold by the venue. All fees included.',
    language: 'Language',
  },
  openingSoon: englishOpeningSoon,
  venue: {
    nights: 'Nights',
    next: 'Next up',
    description: (venue: string, city: string) => `Nights and tickets at ${venue}, ${city}.`,
    from: (price: string) => `from ${price}`,
    soldOut: 'Sold out',
    saleOver: 'Sale ended',
    onSale: (at: string) => `On sale ${at}`,
    noTickets: 'At the door',
    emptyTitle: 'Nothing announced yet',
    empty: 'The next nights are being booked. Come back soon.',
  },
  night: {
    ...englishNightSales,
    when: 'When',
    lineup: 'Line-up',
    age: 'Age',
    minimumAge: (age: number) => `${age} and over. Bring photo ID.`,
    where: 'Where',
    about: 'About the night',
    tickets: 'Tickets',
    allFees: 'All fees included',
    quantityOf: (type: string) => `How many: ${type}`,
    left: (left: number) => `${left} left`,
    soldOut: 'Sold out',
    opens: (at: string) => `On sale ${at}`,
    closes: (at: string) => `Until ${at}`,
    saleEnded: 'Sale ended',
    submit: 'Get tickets',
    ticketsFrom: (price: string) => `Tickets from ${price}`,
    hold: 'We hold your tickets while you pay.',
    most: (max: number) => `Up to ${max} tickets per order.`,
    problems: 'Please check your order',
    noTickets: 'There is no advance sale for this night. Pay at the door.',
    over: 'This night is over. Thanks for dancing.',
    cancelled: 'This night is cancelled. If you have a ticket, we will write to you.',
    cancelledBadge: 'Cancelled',
    overBadge: 'Over',
    fallbackDescription: (title: string, when: string, venue: string) =>
      `${title}, ${when}, ${venue}. Tickets with all fees included.`,
  },
  checkout: {
    title: 'Checkout',
    heading: 'Pay and you’re in',
    headings: { vip: 'Pay and it’s yours', vip_guests: 'Pay and they’re in' },
    headingReserved: 'Reserve and it’s yours',
    order: 'Your order',
    total: 'Total',
    toPay: 'To be paid now',
    allFees: 'All fees included',
    heldUntil: (time: string) => `Held for you until ${time}`,
    noScript: (time: string) =>
      'Paying by card needs JavaScript. Please switch it on and reload. ' +
      `Your tickets are held until ${time}.`,
    noScriptVip: (time: string) =>
      'Paying by card needs JavaScript. Please switch it on and reload. ' +
      `This is held for you until ${time}.`,
    change: 'Choose other tickets',
    loading: 'Loading the payment form…',
  },
  order: {
    title: 'Your order',
    number: 'Order',
    summary: 'What you ordered',
    total: 'Total',
    pay: 'Continue to payment',
    again: 'Choose tickets again',
    receipt: 'Receipt (PDF)',
    calendar: 'Add to calendar',
    permanent:
      'This page is yours to keep: its link stays the same. Anybody who has it has your tickets.',
    reloads: 'This page looks again by itself every few seconds.',
    yourTickets: 'Your tickets',
    ticketOf: (ordinal: number, count: number) => `${ordinal} of ${count}`,
    voided: 'Not valid any more',
    refundedTicket: 'Refunded. Not valid any more',
    doubleTicket: 'Issued twice by mistake. Not valid any more',
    double: 'A double',
    voidedTickets: 'None of them opens the door any more.',
    refunded: 'Refunded',
    beingRefunded: 'Being refunded',
    code: 'Code',
    qrLabel: (type: string, ordinal: number, count: number) =>
      `QR code of ticket ${ordinal} of ${count}, ${type}`,
    door: 'Show this at the door, on your phone or on paper.',
    contact: (venue: string) => `Questions? Ask ${venue} and name the order number below.`,
  },
  stages: {
    payable: {
      heading: 'Not paid yet',
      text: (time: string) =>
        `Your tickets are held for you until ${time}. You have not been charged.`,
    },
    lapsed: {
      heading: 'Your time has run out',
      text: () => 'We are making sure that nothing was charged. This takes a moment.',
    },
    checking: {
      heading: 'One moment',
      text: () => 'Checking with your bank. You will not be charged twice.',
    },
    preparing: {
      heading: 'Payment received',
      text: () => 'Your payment is being looked after. Your tickets appear here in a moment.',
    },
    delayed: {
      heading: 'Payment received',
      text: () =>
        'Your payment is being looked after by a person. Your tickets take a little longer; ' +
        'they appear here and come by mail. Please do not pay again.',
    },
    ready: {
      heading: 'You’re in',
      text: (email: string) =>
        email ? `Your tickets are below and on their way to ${email}.` : 'Your tickets are below.',
    },
    expired: {
      heading: 'Not paid in time',
      text: () => 'Your tickets went back on sale. You were not charged.',
    },
    expired_unsure: {
      heading: 'Not paid in time',
      text: () =>
        'Your tickets went back on sale. Anything that still arrives is paid back in full.',
    },
    refund_due: {
      heading: 'Your money is coming back',
      text: (amount: string, hadTickets: boolean) =>
        hadTickets
          ? `We are paying ${amount} back to you. Your tickets are not valid any more. ` +
            'You need to do nothing.'
          : `We could not keep your tickets, so we are paying ${amount} back to you. ` +
            'You need to do nothing.',
    },
    refunded: {
      heading: 'Refunded',
      text: (amount: string, hadTickets: boolean) =>
        `We have sent ${amount} back to the card or account it came from. ${bankDays}` +
        (hadTickets ? ' Your tickets are not valid any more.' : ' We could not keep your tickets.'),
    },
  },
  refunds: englishRefunds,
  comps: englishComps,
  bookings: englishBookings,
  differences: englishDifferences,
  passes: englishPasses,
  bookingMail: englishBookingMail,
  bookingRefund: englishBookingRefund,
  tables: englishTables,
  deposits: englishDeposits,
  problem: englishProblem,
  mail: {
    subject: (title: string, when: string) => `Your tickets: ${title}, ${when}`,
    preview: (count: number) =>
      count === 1 ? 'Your ticket is inside.' : `Your ${count} tickets are inside.`,
    heading: 'You’re in',
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: (count: number, title: string) =>
      count === 1
        ? `here is your ticket for ${title}.`
        : `here are your ${count} tickets for ${title}.`,
    show: 'Show each QR code at the door, on your phone or on paper.',
    open: 'Open your tickets',
    keep: 'This link is permanent. Anybody who has it has your tickets, so keep it to yourself.',
    when: 'When',
    where: 'Where',
    ticket: 'Ticket',
    code: 'Code',
    total: 'Total, all fees included',
    order: 'Order',
    sender: (venue: string) => `You get this mail because you bought tickets at ${venue}.`,
  },
  lookedAfterMail: englishLookedAfterMail,
  refundMail: englishRefundMail,
  unpaid: englishUnpaid,
  movedMail: englishMovedMail,
  reissuedMail: englishReissuedMail,
  releasedMail: englishReleasedMail,
  cancelledMail: englishCancelledMail,
  calledOff: englishCalledOff,
  chargedMail: englishChargedMail,
  receipt: {
    title: 'Receipt',
    number: 'Receipt number',
    date: 'Paid on',
    to: 'For',
    night: 'Night',
    item: 'Item',
    quantity: 'Quantity',
    price: 'Price',
    amount: 'Amount',
    ordered: 'Ordered',
    total: 'Total paid',
    fees: 'All prices include taxes and fees.',
    refunded: 'This order was refunded in full.',
    refundDue: 'This order is being refunded in full.',
    refundedPart: (amount: string) => `Refunded of this: ${amount}.`,
  },
  calendar: {
    doors: (time: string) => `Doors ${time}`,
    tickets: 'Your tickets',
  },
}
