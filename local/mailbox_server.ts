import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listPage, mailDocument, mailPage, missingPage, type MailView } from './mailbox_pages.ts'
import type { MailStore } from './mailbox_store.ts'
import { cannotListen } from './start_error.ts'

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
  "img-src 'self' data:; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** A mail may show pictures and open links in new windows, as in any mail program; no script. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline' https:; font-src https: data:; " +
  "img-src data: http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox'
const read = (name: string) => readFileSync(new URL(name, import.meta.url))
const FILES: Record<string, Answer> = {
  '/mailbox.css': { type: 'text/css; charset=utf-8', body: read('./mailbox.css') },
  '/mailbox_refresh.js': {
    type: 'text/javascript; charset=utf-8',
    body: read('./mailbox_refresh.js'),
  },
}

interface Answer {
  status?: number
  type: string
  body: string | Buffer
  policy?: string
  headers?: Record<string, string>
}

/**
 * Serves the mailbox's pages: the list, a mail, its HTML by itself, its attachments, its source.
 */
export async function serveMailboxPages(store: MailStore, host: string, port: number) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://mailbox').pathname
    answer(store, path).then(
      (found) => send(response, found),
      (error: unknown) => send(response, { status: 500, type: TEXT, body: String(error) }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(cannotListen(error, "The mailbox's page", port, 'MAILBOX_PORT'))
    })
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://localhost:${taken}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const TEXT = 'text/plain; charset=utf-8'
const HTML = 'text/html; charset=utf-8'

async function answer(store: MailStore, path: string): Promise<Answer> {
  if (path === '/') return { type: HTML, body: listPage(await store.all()) }
  const file = FILES[path]
  if (file) return file
  const [, id = '', part = 'page', item = ''] =
    /^\/mails\/(\d+)(?:\/(\w+))?(?:\/(\d+))?$/.exec(path) ?? []
  const mail = await store.one(id)
  if (!mail) return { status: 404, type: HTML, body: missingPage() }
  if (part === 'page' || part === 'text') {
    const view: MailView = part === 'page' && mail.html ? 'html' : 'text'
    return { type: HTML, body: mailPage(mail, view) }
  }
  if (part === 'html') return { type: HTML, body: mailDocument(mail), policy: MAIL_POLICY }
  if (part === 'source') return { type: TEXT, body: (await store.source(id)) ?? '' }
  const attachment = part === 'attachments' ? mail.attachments[Number(item)] : undefined
  if (!attachment) return { status: 404, type: HTML, body: missingPage() }
  const name = encodeURIComponent(attachment.filename)
  const headers = { 'content-disposition': `attachment; filename*=UTF-8''${name}` }
  return { type: attachment.mimeType, body: attachment.content, headers, policy: MAIL_POLICY }
}

function send(response: ServerResponse, found: Answer): void {
  response.writeHead(found.status ?? 200, {
    'content-type': found.type,
    'content-security-policy': found.policy ?? PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...found.headers,
  })
  response.end(found.body)
}
