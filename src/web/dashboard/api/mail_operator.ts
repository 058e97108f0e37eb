import { mailboxOf } from '../../../mail/index.ts'
import { writerOf } from '../../house_mails.ts'
import type { Site } from '../../site.ts'
import type { MailOperator } from './mail_settings_answers.ts'

/** What the operator has set for mails, without the password, and what does not fit together. */
export async function operatorOf({ till: { db }, config }: Site): Promise<MailOperator> {
  const { hostname, port, username, password, protocol } = new URL(config.smtpUrl)
  const { name, address } = mailboxOf(config.mailFrom)
  const { replyTo = null } = await writerOf(db)
  const from = domainOf(address)
  const page = new URL(config.publicUrl).hostname
  const others = [page, ...(replyTo ? [domainOf(replyTo)] : [])]
  return {
    from_name: name,
    from_address: address,
    server: port ? `${hostname}:${port}` : hostname,
    // With some services it is the same token as the password.
    user: username === password ? hidden(username) : decoded(username),
    is_tls: protocol === 'smtps:',
    reply_to: replyTo,
    other_domains: [...new Set(others.filter((other) => !isOfOne(from, other)))],
    allowed: config.mailAllowed,
  }
}

/** Enough to tell two of them apart. */
const hidden = (token: string) => (token === '' ? '' : `${token.slice(0, 4)}…`)

/** As it was meant; as it is written where it is no encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const domainOf = (address: string) => (address.split('@')[1] ?? '').toLowerCase()

/** The same domain, or one below the other: tickets.club.example sends for club.example. */
function isOfOne(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}
