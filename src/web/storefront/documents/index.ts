export { nightCalendar } from './calendar.ts'
export { groupCode, qrPng, qrSvg } from './qr.ts'
export { receiptPdf } from './receipt.ts'
