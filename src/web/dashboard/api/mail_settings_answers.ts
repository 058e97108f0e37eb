import type { MailSender, MailTexts } from '../../../mail/index.ts'
import type { GuestMailKind } from '../../house_mails.ts'

/** Who writes the house's mails, and what it adds to each kind of them. */
export interface MailSettingsAnswer {
  sender: MailSender & { version: number }
  /** Each kind in its order; `version` is 0 where nobody has added anything. */
  texts: (MailTexts & { kind: GuestMailKind; version: number })[]
  /** What a text may name, each in braces. */
  variables: readonly string[]
  operator: MailOperator
}

/** What the operator has set, without its secrets. */
export interface MailOperator {
  from_name: string
  from_address: string
  /** Host and port of the mail server, and as whom it is spoken to. */
  server: string
  user: string
  /** Whether the connection is encrypted from its first byte. */
  is_tls: boolean
  /** Where answers go at the moment; null where they go to `from_address`. */
  reply_to: string | null
  /** The domain of the pages or of answers, where mails come from another one. */
  other_domains: string[]
  /** Addresses and domains that mails go to from a staging copy; null: to everybody. */
  allowed: string[] | null
}
