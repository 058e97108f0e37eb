import { createTransport } from 'nodemailer'
import { assertOutsideTransaction, isMailAllowed } from '../kernel/index.ts'
import type { Letter } from './mail.ts'
import { refusedForGood } from './refused.ts'

/** The way out to the mail server. */
export interface Post {
  /**
   * Hands `letter` to the server. `id` makes its Message-ID, the same on every try. Returns whether
   * anybody's address took it, and the status with which an address was refused for good.
   */
  send(id: string, letter: Letter): Promise<Handed>
  close(): void
}

/** What became of a letter at the mail server. */
export interface Handed {
  isTaken: boolean
  /** Of RFC 3463; undefined where every address took it. */
  refused?: string | undefined
  /** Nobody whom it is for may get mails from here: it was not even tried. */
  isHeldBack?: true
}

/** A mail server that does not answer within this is tried again later. */
const TIMEOUT_MS = 15_000

/**
 * Opens a pool of connections to the server at `smtpUrl`; letters come from `from`, and go to
 * nobody who is not `allowed`, to everybody where that is null.
 */
export function openPost(smtpUrl: string, from: string, allowed: string[] | null): Post {
  const { address } = mailboxOf(from)
  const domain = address.split('@')[1] ?? 'localhost'
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
      const messageId = `<${id}@${domain}>`
      const to = [letter.to].flat().filter((one) => isMailAllowed(allowed, one.address))
      if (to.length === 0) return { isTaken: false, isHeldBack: true }
      try {
        const { senderName, ...words } = letter
        const named = senderName ? { from: { name: senderName, address } } : {}
        const mail = { ...words, ...named, to, messageId }
        const { rejectedErrors = [] } = await transport.sendMail(mail)
        return { isTaken: true, refused: rejectedErrors.map(refusedForGood).find(Boolean) }
      } catch (error) {
        const refused = refusedForGood(error)
        if (!refused) throw error
        return { isTaken: false, refused }
      }
    },
    close: () => transport.close(),
  }
}

/** The parts of "Name <address>", or of an address alone. */
export function mailboxOf(from: string): { name: string; address: string } {
  const address = /[^\s@<>]+@[^\s@<>]+/.exec(from)?.[0] ?? from
  const name = /^(.*)</.exec(from)?.[1] ?? ''
  return { name: name.trim().replaceAll(/^"|"$/g, ''), address }
}
