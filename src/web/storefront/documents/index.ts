export { nightCalendar, passCalendar } from './calendar.ts'
export { previewPng } from './preview.ts'
export { qrPng, qrSvg } from './qr.ts'
export { receiptPdf } from './receipt.ts'
