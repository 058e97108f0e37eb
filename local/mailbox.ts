import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { serveMailboxPages } from './mailbox_server.ts'
import { openMailStore, type Mail, type MailStore } from './mailbox_store.ts'
import { cannotListen } from './start_error.ts'

export type { Mail } from './mailbox_store.ts'

/**
 * A mail server that delivers to nobody: it keeps what it gets and shows it on a page. Of addresses
 * only nobody@… does not exist there.
 */
export interface Mailbox {
  /** smtp://…, for SMTP_URL. */
  smtpUrl: string
  /** The address of the page. */
  url: string
  /** All mails kept, the newest first. */
  mails(): Promise<Mail[]>
  /**
   * Resolves to the first mail that `suits`, be it there already or still to come. Throws after
   * `timeoutMs` (60,000 unless said otherwise), naming what did come.
   */
  waitFor(suits: (mail: Mail) => boolean, timeoutMs?: number): Promise<Mail>
  close(): Promise<void>
}

export interface MailboxOptions {
  /** The folder where mails are kept as .eml files. Made when absent. */
  dir: string
  /** 0 takes any free port. */
  smtpPort: number
  /** 0 takes any free port. */
  httpPort: number
  /** The address that the page listens on: 127.0.0.1, unless others are to see it. */
  host?: string
}

/** No mail of ours comes near this; a runaway one must not fill the disk. */
const MAIL_BYTES_MAX = 20 * 1024 * 1024
/** Addresses that do not exist, so that a mail which comes back can be tried. */
const NOBODY = /^nobody@/i
/** The sender keeps connections open for its next mail; they are cut after this at the end. */
const CLOSE_MS_MAX = 200
const WAIT_MS = 60_000

/**
 * Starts the mailbox: SMTP on 127.0.0.1, without login or encryption, and its page. Throws a
 * StartError when a port is in use.
 */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { dir, smtpPort, httpPort, host = '127.0.0.1' } = options
  const store = await openMailStore(dir)
  const smtp = await listenForMail(store, smtpPort)
  let pages: Awaited<ReturnType<typeof serveMailboxPages>>
  try {
    pages = await serveMailboxPages(store, host, httpPort)
  } catch (error) {
    await smtp.close()
    throw error
  }
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    url: pages.url,
    mails: () => store.all(),
    waitFor: (suits, timeoutMs = WAIT_MS) => waitForMail(store, suits, timeoutMs),
    close: async () => {
      await Promise.all([smtp.close(), pages.close()])
    },
  }
}

async function listenForMail(store: MailStore, port: number) {
  const server = new SMTPServer({
    authOptional: true,
    // Its certificate would be self-signed, and a sender that is offered encryption insists on it.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    onRcptTo: ({ address }, _session, answer) =>
      NOBODY.test(address) ? answer(refusal(550, '5.1.1 There is no such address')) : answer(),
    closeTimeout: CLOSE_MS_MAX,
    onData: (stream, _session, answer) => {
      keep(store, stream, _session).then(() => answer(), answer)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, 'The mailbox', port, 'SMTP_PORT')))
    server.listen(port, '127.0.0.1', resolve)
  })
  // A sender that hangs up in the middle is no reason to end.
  server.on('error', () => {})
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

/** The sender is told that its mail was taken only once it is on disk. */
async function keep(store: MailStore, stream: SMTPServerDataStream, session: SMTPServerSession) {
  const pieces: Buffer[] = []
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece)
  if (stream.sizeExceeded) {
    throw refusal(552, 'The mail is too large')
  }
  const { mailFrom, rcptTo } = session.envelope
  // As a real server would: the envelope names recipients whom the headers may hide.
  const trace = [
    `Return-Path: <${mailFrom ? mailFrom.address : ''}>`,
    ...rcptTo.map(({ address }) => `Delivered-To: ${address}`),
  ]
  await store.add(Buffer.concat([Buffer.from(`${trace.join('\r\n')}\r\n`), ...pieces]))
}

async function waitForMail(
  store: MailStore,
  suits: (mail: Mail) => boolean,
  timeoutMs: number,
): Promise<Mail> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const all = await store.all()
    const found = all.find(suits)
    if (found) return found
    if (Date.now() > deadline) {
      const subjects = all.map((mail) => `"${mail.subject}"`).join(', ')
      throw new Error(`No such mail within ${timeoutMs} ms; there are: ${subjects || 'none'}`)
    }
    await sleep(20)
  }
}
