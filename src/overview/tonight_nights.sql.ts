import { rows, type Queryable } from '../kernel/index.ts'

/** A night that the first screen can be about. */
export interface NightChoice {
  id: string
  slug: string
  title: string
  state: 'published' | 'cancelled'
  doors_at: Date
  ends_at: Date
  /** By the database's clock. */
  phase: 'coming' | 'on' | 'over'
  ga_paused: boolean
  vip_paused: boolean
  venue: string
  time_zone: string
  currency: string
}

/**
 * The nights to choose from: the next twelve, the last twelve, and the one of that slug or id,
 * whenever it was. The latest one first.
 */
export function selectNightChoices(db: Queryable, slug: string | null): Promise<NightChoice[]> {
  return rows<NightChoice>(
    db,
    'tonight_nights',
    `select n.id, n.slug, n.title, n.state, n.doors_at, n.ends_at,
            case when n.ends_at <= now() then 'over' when n.doors_at <= now() then 'on'
                 else 'coming' end as phase,
            n.ga_paused_at is not null as ga_paused, n.vip_paused_at is not null as vip_paused,
            v.name as venue, v.time_zone, v.currency
       from nights n join venues v on v.id = n.venue_id
      where n.id in (
        (select id from nights where state <> 'draft' and ends_at > now()
          order by doors_at, id limit 12)
        union all
        (select id from nights where state <> 'draft' and ends_at <= now()
          order by doors_at desc, id limit 12)
        union all
        (select id from nights where state <> 'draft' and (slug = $1 or id = $1)))
      order by n.doors_at desc, n.id`,
    [slug],
  )
}

/**
 * The night that is meant where nobody says which: the one that is on, else the next, else the
 * last. One that was called off only where there is no other.
 */
export function nightMeant(choices: NightChoice[]): NightChoice | undefined {
  const [on, coming, over] = (['on', 'coming', 'over'] as const).map((phase) =>
    choices.filter((one) => one.phase === phase),
  )
  const inOrder = [...(on ?? []), ...(coming ?? []).toReversed(), ...(over ?? [])]
  return inOrder.find(({ state, phase }) => state === 'published' && phase !== 'over') ?? inOrder[0]
}
