import { rows, type Queryable } from '../kernel/index.ts'

/** A night whose terms may be copied: it sells VIP tables. */
export interface TermsSource {
  id: string
  title: string
  doors_at: Date
  policy: string
}

/** A year of weekends. */
const SOURCES_MAX = 100

/** The other nights with VIP tables, the latest first. */
export function selectTermsSources(db: Queryable, nightId: string): Promise<TermsSource[]> {
  return rows<TermsSource>(
    db,
    'terms_sources',
    `select n.id, n.title, n.doors_at, v.policy
       from vip_nights v join nights n on n.id = v.night_id
      where v.night_id <> $1 order by n.doors_at desc, n.id limit $2`,
    [nightId, SOURCES_MAX],
  )
}
