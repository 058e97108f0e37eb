import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Address } from 'postal-mime'

/** A mail that came in. */
export interface Mail {
  /** The time it came in, in ms since 1970, which no two mails share. */
  id: string
  receivedAt: Date
  from: Address | undefined
  to: Address[]
  /** Where an answer goes, where that is somewhere else. */
  replyTo: Address[]
  subject: string
  html: string | undefined
  text: string | undefined
  messageId: string | undefined
  attachments: MailAttachment[]
}

export interface MailAttachment {
  filename: string
  mimeType: string
  /** What the HTML refers to as `cid:…`, without angle brackets. */
  contentId: string | undefined
  content: Buffer
}

export interface MailStore {
  /** Keeps a mail as it came over the wire; the oldest beyond the limit go. */
  add(source: Buffer): Promise<void>
  /** The newest first. */
  all(): Promise<Mail[]>
  one(id: string): Promise<Mail | undefined>
  source(id: string): Promise<Buffer | undefined>
}

/** Enough to look back on an evening of trying things out. */
const MAILS_MAX = 500
const NAME = /^(\d{13})\.eml$/

/** Opens the folder `dir` of .eml files, which is made when absent. */
export async function openMailStore(dir: string): Promise<MailStore> {
  await mkdir(dir, { recursive: true })
  const parsed = new Map<string, Mail>()
  let last = 0

  const idsNewestFirst = async () => {
    const names = await readdir(dir)
    return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).toSorted((a, b) => +b - +a)
  }
  const source = async (id: string) => {
    // The id comes from an address that anybody could have typed.
    if (!NAME.test(`${id}.eml`)) return undefined
    return readFile(join(dir, `${id}.eml`)).catch(() => undefined)
  }
  const one = async (id: string) => {
    const known = parsed.get(id)
    if (known) return known
    const bytes = await source(id)
    if (!bytes) return undefined
    const mail = await parse(id, bytes)
    parsed.set(id, mail)
    return mail
  }
  return {
    one,
    source,
    async add(bytes) {
      last = Math.max(Date.now(), last + 1)
      const path = join(dir, `${last}.eml`)
      // Moved into place when it is whole, so that no reader meets half a mail.
      await writeFile(`${path}.part`, bytes)
      await rename(`${path}.part`, path)
      for (const id of (await idsNewestFirst()).slice(MAILS_MAX)) {
        parsed.delete(id)
        await rm(join(dir, `${id}.eml`), { force: true })
      }
    },
    async all() {
      const found = await Promise.all((await idsNewestFirst()).map(one))
      return found.filter((mail) => mail !== undefined)
    },
  }
}

async function parse(id: string, source: Buffer): Promise<Mail> {
  const email = await PostalMime.parse(source)
  return {
    id,
    receivedAt: new Date(Number(id)),
    from: email.from,
    to: email.to ?? [],
    replyTo: email.replyTo ?? [],
    subject: email.subject ?? '',
    html: email.html,
    text: email.text,
    messageId: email.messageId,
    attachments: email.attachments.map((attachment, n) => ({
      filename: attachment.filename ?? `attachment-${n + 1}`,
      mimeType: attachment.mimeType,
      contentId: attachment.contentId?.replace(/^<|>$/g, ''),
      content: bytesOf(attachment.content),
    })),
  }
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))
}
