import PostalMime from 'postal-mime'
import { isForGood } from './refused.ts'

/** A mail of ours that has come back, by a report of a mail server. */
export interface Bounce {
  mail_id: string
  /** Of RFC 3463. */
  status: string
}

const FAILED = /^Action:\s*failed\b/im
const STATUS = /^Status:\s*(\d\.\d{1,3}\.\d{1,3})\b/im
const OURS = /^Message-ID:\s*<(mail_[0-9a-z]{26})@/im

/**
 * Reads a report about a mail that could not be delivered (RFC 3464): which mail of ours it is
 * about, and why. Undefined for whatever is no such report, is only about a delay, or is about a
 * refusal that is not the address's. Whether there is such a mail is the caller's to find out.
 */
export async function bounceOf(raw: Buffer): Promise<Bounce | undefined> {
  const { attachments } = await PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
  })
  const textOf = (type: RegExp) =>
    attachments
      .filter(({ mimeType }) => type.test(mimeType))
      .map(({ content }) => (typeof content === 'string' ? content : ''))
      .join('\n')
  const report = textOf(/^message\/(global-)?delivery-status$/)
  const returned = textOf(/^(message\/(rfc822|global)|(text|message)\/(rfc822|global)-headers)$/)
  const status = FAILED.test(report) ? STATUS.exec(report)?.[1] : undefined
  const mail_id = OURS.exec(returned)?.[1]
  return status && mail_id && isForGood(status) ? { mail_id, status } : undefined
}
