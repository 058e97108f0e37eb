export { nightCalendar } from './calendar.ts'
export { qrPng, qrSvg } from './qr.ts'
export { receiptPdf } from './receipt.ts'
