import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What a party and the house have agreed on, at the prices and by the policy of that moment. */
export interface Agreement {
  order_id: string
  night_id: string
  /** The table that was ordered; where the party sits in the end is said by its booking. */
  vip_table_id: string
  /** What was asked for: this table, or the best one of a zone. */
  wished_id: string
  party_size: number
  guests_included: number
  guests_max: number
  extra_guests: number
  extra_guest_price_minor: number
  table_price_minor: number
  minimum_spend_minor: number
  package_id: string | null
  package_name: string | null
  /** What the package contained when it was ordered. */
  package_includes: string[]
  package_price_minor: number
  charge: 'full' | 'deposit'
  /** What the card is charged, and how much of it counts towards the bill. */
  charged_minor: number
  credited_minor: number
  /** What the evening costs at least: space, guests, and the package or the minimum spend. */
  worth_minor: number
  arrive_by: Date
  policy: string
  capture: 'at_once' | 'at_doors'
}

/** Writes what was agreed; it is never changed. */
export function insertAgreement(tx: Tx, agreement: Agreement): Promise<number> {
  return touched(
    tx,
    'insert_agreement',
    `insert into agreements
       (order_id, night_id, vip_table_id, wished_id, party_size, guests_included, guests_max,
        extra_guests, extra_guest_price_minor, table_price_minor, minimum_spend_minor, package_id,
        package_name, package_price_minor, charge, charged_minor, credited_minor, worth_minor,
        arrive_by, policy, capture, package_includes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
             $20, $21, $22)`,
    valuesOf(agreement),
  )
}

/** All that is agreed, in the order in which the statements that write it count. */
export function valuesOf(agreement: Agreement): unknown[] {
  return [
    agreement.order_id,
    agreement.night_id,
    agreement.vip_table_id,
    agreement.wished_id,
    agreement.party_size,
    agreement.guests_included,
    agreement.guests_max,
    agreement.extra_guests,
    agreement.extra_guest_price_minor,
    agreement.table_price_minor,
    agreement.minimum_spend_minor,
    agreement.package_id,
    agreement.package_name,
    agreement.package_price_minor,
    agreement.charge,
    agreement.charged_minor,
    agreement.credited_minor,
    agreement.worth_minor,
    agreement.arrive_by,
    agreement.policy,
    agreement.capture,
    agreement.package_includes,
  ]
}

/** What was agreed for an order; undefined for an order of GA tickets. */
export function selectAgreement(db: Queryable, orderId: string): Promise<Agreement | undefined> {
  return row<Agreement>(
    db,
    'agreement',
    `select order_id, night_id, vip_table_id, wished_id, party_size, guests_included, guests_max,
            extra_guests, extra_guest_price_minor::float8, table_price_minor::float8,
            minimum_spend_minor::float8, package_id, package_name, package_price_minor::float8,
            charge, charged_minor::float8, credited_minor::float8, worth_minor::float8, arrive_by,
            policy, capture, package_includes
       from agreements where order_id = $1`,
    [orderId],
  )
}
