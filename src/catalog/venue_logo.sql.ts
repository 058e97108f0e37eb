import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Picture } from './picture.ts'

/** A logo by what it is known by. */
export function selectLogo(
  db: Queryable,
  hash: string,
): Promise<Pick<Picture, 'content_type' | 'bytes'> | undefined> {
  return row(db, 'venue_logo', `select content_type, bytes from venue_logos where hash = $1`, [
    hash,
  ])
}

/** Keeps a logo; one that was there before is the same. */
export function insertLogo(tx: Tx, hash: string, logo: Picture): Promise<number> {
  return touched(
    tx,
    'insert_venue_logo',
    `insert into venue_logos (hash, content_type, bytes, width, height)
     values ($1, $2, $3, $4, $5) on conflict (hash) do nothing`,
    [hash, logo.content_type, logo.bytes, logo.width, logo.height],
  )
}

/** Gives the venue another logo, or none. No row when it has this one. */
export function changeLogo(tx: Tx, id: string, hash: string | null): Promise<number> {
  return touched(
    tx,
    'change_venue_logo',
    `update venues set logo_hash = $2 where id = $1 and logo_hash is distinct from $2`,
    [id, hash],
  )
}
