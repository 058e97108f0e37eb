import { inflateSync } from 'node:zlib'

/** What stands on the pages of a PDF: the strings of all text operators, in Windows-1252. */
export function pdfText(pdf: Buffer): string {
  const streams = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)
  let text = ''
  for (const [, stream = ''] of streams) {
    const content = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
    for (const [, shown = ''] of content.matchAll(/\[((?:<[0-9a-f]*>|[^\]])*)\] TJ/g)) {
      for (const [, hex = ''] of shown.matchAll(/<([0-9a-f]*)>/g)) {
        text += new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'))
      }
      text += '\n'
    }
  }
  return text
}
