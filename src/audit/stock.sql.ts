import { rows, type Queryable } from '../kernel/index.ts'

/** A ticket type whose counter does not say what its holds say. */
export interface WrongStock {
  id: string
  taken: number
  accounted: number
  capacity: number
}

/** Every ticket type of which more or less is taken than is held and sold. */
export function selectWrongStock(db: Queryable): Promise<WrongStock[]> {
  return rows<WrongStock>(
    db,
    'audit_wrong_stock',
    `select t.id, t.taken, coalesce(held.quantity, 0)::int as accounted, t.capacity
       from ticket_types t
       left join (select ticket_type_id, sum(quantity - returned) as quantity
                    from holds where state in ('active', 'converted') group by ticket_type_id) held
         on held.ticket_type_id = t.id
      where t.taken <> coalesce(held.quantity, 0) or t.taken > t.capacity
      order by t.id`,
  )
}
