import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Config } from '../kernel/index.ts'
import { checkMailServer } from '../mail/index.ts'
import { doubtful, well, wrong, type Finding } from './finding.ts'

const MEGABYTE = 1024 * 1024
/** Below these a log, or a database on the same disk, soon cannot be written. */
const DISK_MEGABYTES_WRONG = 100
const DISK_MEGABYTES_DOUBTFUL = 1024
const ADDRESS_MS_MAX = 5_000

/** Connects to the mail server and signs in; no mail is sent. */
export async function lookAtMail({ smtpUrl }: Config): Promise<Finding> {
  const check = 'mail'
  const { host, username } = new URL(smtpUrl)
  switch (await checkMailServer(smtpUrl)) {
    case 'auth_refused':
      return wrong(check, `${host} refuses the user or password`, 'Mend SMTP_URL.')
    case 'away':
      return wrong(check, `${host} does not answer`, 'Look at SMTP_URL and at the firewall.')
    case 'well':
      return well(check, username ? `${host} takes the user and password` : `${host} answers`)
  }
}

/** Looks whether the address that guests see leads to a running copy. */
export async function lookAtAddress({ publicUrl }: Config): Promise<Finding> {
  const check = 'address'
  const signal = AbortSignal.timeout(ADDRESS_MS_MAX)
  const answer = await fetch(`${publicUrl}/healthz`, { signal }).catch(() => undefined)
  if (answer?.ok) return well(check, `${publicUrl} answers`)
  const says = answer ? `${publicUrl} answers ${answer.status}` : `${publicUrl} does not answer`
  return doubtful(check, says, 'Start the server, or mend PUBLIC_URL, DNS or the proxy.')
}

/**
 * Looks for room where this computer writes. Of the database's own disk nothing can be told from
 * here.
 */
export async function lookAtDisk(folder: string): Promise<Finding> {
  const check = 'disk'
  const { bavail, bsize } = await statfs(existing(resolve(folder)))
  const megabytes = Math.floor((bavail * bsize) / MEGABYTE)
  const says = `${megabytes} MB free at ${folder}`
  if (megabytes < DISK_MEGABYTES_WRONG) return wrong(check, says, 'Make room.')
  if (megabytes < DISK_MEGABYTES_DOUBTFUL) return doubtful(check, says, 'Make room soon.')
  return well(check, says)
}

/** A folder that is still to be made lies where its parent does. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder))
}
