import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What part of a price is VAT and fees, in hundredths of one per cent, from a moment on. */
export interface PriceRates {
  id: string
  valid_from: Date
  /** On top of what is left without it: of 119 with 1900, 19 are VAT. */
  vat_bp: number
  /** The same of what a table costs; null where that bears the one VAT that all bears. */
  table_vat_bp: number | null
  /** Of the price itself. */
  fee_bp: number
}

/** The rates that hold for one order. */
export type HeldRates = Pick<PriceRates, 'vat_bp' | 'fee_bp'>

/** More than a house ever has. */
const RATES_MAX = 200

/** The rates of that moment, for tickets or a table; undefined before the first ones. */
export function selectRatesAt(
  db: Queryable,
  at: Date,
  isTable: boolean,
): Promise<HeldRates | undefined> {
  return row<HeldRates>(
    db,
    'price_rates_at',
    `select case when $2 then coalesce(table_vat_bp, vat_bp) else vat_bp end as vat_bp, fee_bp
       from price_rates where valid_from <= $1 order by valid_from desc limit 1`,
    [at, isTable],
  )
}

/** All rates, the newest first, and whether each is still to come. */
export function selectRates(db: Queryable): Promise<(PriceRates & { is_to_come: boolean })[]> {
  return rows(
    db,
    'price_rates',
    `select id, valid_from, vat_bp, table_vat_bp, fee_bp, valid_from > now() as is_to_come
       from price_rates order by valid_from desc limit $1`,
    [RATES_MAX],
  )
}

/** Writes rates that hold from `from` on, or from now; no row where that is past, or taken. */
export function insertRates(
  tx: Tx,
  { id, vat_bp, table_vat_bp, fee_bp }: Omit<PriceRates, 'valid_from'>,
  from: string | undefined,
): Promise<number> {
  return touched(
    tx,
    'insert_price_rates',
    `insert into price_rates (id, valid_from, vat_bp, fee_bp, table_vat_bp)
     select $1, coalesce($4::timestamptz, now()), $2, $3, $5
      where coalesce($4::timestamptz, now()) >= now()
     on conflict do nothing`,
    [id, vat_bp, fee_bp, from ?? null, table_vat_bp],
  )
}

/** Rates by their id. */
export function selectRatesById(db: Queryable, id: string): Promise<PriceRates | undefined> {
  return row<PriceRates>(
    db,
    'price_rates_by_id',
    `select id, valid_from, vat_bp, table_vat_bp, fee_bp from price_rates where id = $1`,
    [id],
  )
}

/** Takes rates back that do not hold yet. */
export function deleteRatesToCome(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'delete_price_rates',
    `delete from price_rates where id = $1 and valid_from > now()`,
    [id],
  )
}
