import { createTransport } from 'nodemailer'
import { assertOutsideTransaction } from '../kernel/index.ts'
import type { Letter } from './mail.ts'

/** The way out to the mail server. */
export interface Post {
  /** Hands `letter` to the server. `id` makes its Message-ID, the same on every try. */
  send(id: string, letter: Letter): Promise<void>
  close(): void
}

/** A mail server that does not answer within this is tried again later. */
const TIMEOUT_MS = 15_000

/** Opens a pool of connections to the server at `smtpUrl`; letters come from `from`. */
export function openPost(smtpUrl: string, from: string): Post {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    },
    { from },
  )
  return {
    send: async (id, letter) => {
      assertOutsideTransaction('sending a mail')
      await transport.sendMail({ ...letter, messageId: `<${id}@${domain}>` })
    },
    close: () => transport.close(),
  }
}
