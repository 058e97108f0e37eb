import { createHash } from 'node:crypto'
import {
  isRefused,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { readPicture } from './picture.ts'
import { soundPng } from './picture_sound.ts'
import { lockVenue } from './venue.sql.ts'
import { changeLogo, insertLogo } from './venue_logo.sql.ts'

/** It is loaded with every page of every guest. */
export const logoBytesMax = 512 * 1024
const SIDE_MAX = 4096

type LogoRefusal = 'not_open_yet' | 'logo_invalid' | 'logo_too_large'

/** Makes what somebody has sent the venue's logo, if it is a picture; returns its hash. */
export async function setLogo(
  db: Database,
  sent: unknown,
  actor: string,
): Promise<{ hash: string } | Refused<LogoRefusal>> {
  if (Buffer.isBuffer(sent) && sent.length > logoBytesMax) return tooLarge()
  const logo = readPicture(sent)
  if (isRefused(logo)) {
    return logo.refused === 'picture_too_large' ? tooLarge() : refuse('logo_invalid', 'logo')
  }
  const isLarge = logo.bytes.length > logoBytesMax || Math.max(logo.width, logo.height) > SIDE_MAX
  if (isLarge) return tooLarge()
  // Reports draw it on the server: it must not become more there than its header says.
  if (logo.content_type === 'image/png' && !(await soundPng(logo.bytes)))
    return refuse('logo_invalid', 'logo')
  const hash = createHash('sha256').update(logo.bytes).digest('hex')
  return transaction(db, async (tx) => {
    const venue = await lockVenue(tx)
    if (!venue) return refuse('not_open_yet', 'venue')
    await insertLogo(tx, hash, logo)
    if ((await changeLogo(tx, venue.id, hash)) === 1) {
      const detail = { logo: hash, bytes: logo.bytes.length }
      const entry = { action: 'venue.logo_changed', subject_id: venue.id, actor, detail }
      await noteInAuditTrail(tx, entry)
    }
    return { hash }
  })
}

/** Takes the logo away; quiet where there is none. */
export function removeLogo(db: Database, actor: string): Promise<void> {
  return transaction(db, async (tx) => {
    const venue = await lockVenue(tx)
    if (!venue || (await changeLogo(tx, venue.id, null)) === 0) return
    const entry = { action: 'venue.logo_removed', subject_id: venue.id, actor, detail: {} }
    await noteInAuditTrail(tx, entry)
  })
}

const tooLarge = () => refuse('logo_too_large', 'logo')
