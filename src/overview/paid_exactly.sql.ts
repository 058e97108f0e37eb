/**
 * SQL that is true where the payment `p` has brought, or promised, just what the order `o` costs:
 * tickets are issued for nothing else (F48). The same rule as checkout's, which decides.
 */
export const paidExactly = `(p.amount_minor = o.total_minor and p.currency = o.currency and
  case p.state when 'succeeded' then p.received_minor = o.total_minor
                 and p.received_currency = o.currency
               when 'authorised' then p.authorised_minor = o.total_minor
               else false end)`
