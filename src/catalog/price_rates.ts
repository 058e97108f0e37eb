import {
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import {
  deleteRatesToCome,
  insertRates,
  selectRatesById,
  type HeldRates,
  type PriceRates,
} from './price_rates.sql.ts'

/** A whole, in hundredths of one per cent. */
const WHOLE_BP = 10_000

/** What part of an amount is VAT, and what part are fees; both are in it. */
export interface PriceShares {
  vat_minor: number
  fee_minor: number
}

/**
 * The parts of a sum, each computed of the whole sum and rounded half up to the smallest unit: so a
 * receipt's parts never depend on how many lines it has.
 */
export function sharesOf(amount_minor: number, { vat_bp, fee_bp }: HeldRates): PriceShares {
  return {
    vat_minor: halfUp(amount_minor * vat_bp, WHOLE_BP + vat_bp),
    fee_minor: halfUp(amount_minor * fee_bp, WHOLE_BP),
  }
}

/** Amounts and rates are small enough that all of this is exact. */
const halfUp = (over: number, by: number) => Math.floor((2 * over + by) / (2 * by))

/** Rates that somebody wishes, from a moment on; its id is made by the page. */
export interface WishedRates extends Omit<PriceRates, 'valid_from'> {
  /** Undefined for now. */
  from: string | undefined
}

/** Adds rates, once under one id. They hold from now, or a later moment, and never before. */
export function addRates(
  db: Database,
  wished: WishedRates,
  actor: string,
): Promise<PriceRates | Refused<'rates_past' | 'rates_taken'>> {
  const { id, vat_bp, table_vat_bp, fee_bp, from } = wished
  return transaction(db, async (tx) => {
    const isAdded = (await insertRates(tx, wished, from)) === 1
    const known = await selectRatesById(tx, id)
    if (!known) {
      const isPast = from !== undefined && new Date(from) < new Date()
      return refuse(isPast ? 'rates_past' : 'rates_taken', 'from')
    }
    const isSame =
      known.vat_bp === vat_bp && known.fee_bp === fee_bp && known.table_vat_bp === table_vat_bp
    if (!isSame) return refuse('rates_taken', 'id')
    if (isAdded) {
      const detail = {
        vat_bp,
        fee_bp,
        valid_from: known.valid_from.toISOString(),
        ...(table_vat_bp !== null && { table_vat_bp }),
      }
      await noteInAuditTrail(tx, { action: 'price_rates.added', subject_id: id, actor, detail })
    }
    return known
  })
}

/** Takes rates back that do not hold yet; by those that hold, or have held, orders were placed. */
export function withdrawRates(
  db: Database,
  id: string,
  actor: string,
): Promise<{ id: string } | Refused<'rates_begun'>> {
  return transaction(db, async (tx) => {
    if ((await deleteRatesToCome(tx, id)) === 1) {
      const entry = { action: 'price_rates.withdrawn', subject_id: id, actor, detail: {} }
      await noteInAuditTrail(tx, entry)
      return { id }
    }
    // Somebody else was faster: they are gone, as was wished.
    return (await selectRatesById(tx, id)) ? refuse('rates_begun', 'id') : { id }
  })
}
