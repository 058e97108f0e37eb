import { findNight, findVenue, type Venue, type Zone } from '../../catalog/index.ts'
import { must, refuse } from '../../kernel/index.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { loadFloor } from './floor.ts'
import type { ShownNight } from './pages/index.ts'
import type { Floor, TableView } from './pages/tables/index.ts'

/** What every page below a night's floor plan is about. */
export interface OpenedFloor {
  floor: Floor
  venue: Venue
}

/** The same for one table, or one zone, of it. */
export interface OpenedTable extends OpenedFloor {
  wished: TableView | Zone
  wished_id: string
}

/** The floor plan of a night that guests may see, by its slug; anything else is a 404. */
export async function openFloor(site: Site, slug: string): Promise<OpenedFloor> {
  const { db } = site.till
  const night = await findNight(db, slug)
  if (!night || night.state === 'draft') throw new RefusedRequest(refuse('night_unknown', 'night'))
  return floorOf(site, night)
}

/** The floor plan of a night, whoever may see it; a 404 where it has none. */
export async function floorOf({ till: { db } }: Site, night: ShownNight): Promise<OpenedFloor> {
  const floor = await loadFloor(db, night)
  if (!floor) throw new RefusedRequest(refuse('page_unknown', 'night'))
  return { floor, venue: must(await findVenue(db), 'the venue') }
}

/** A table of a night's floor plan, or a zone that has any, by its id; anything else is a 404. */
export async function openTable(site: Site, slug: string, wished_id: string): Promise<OpenedTable> {
  return tableOf(await openFloor(site, slug), wished_id)
}

/** A table of an opened floor plan, or a zone that has any, by its id; anything else is a 404. */
export function tableOf(opened: OpenedFloor, wished_id: string): OpenedTable {
  const { tables, zones } = opened.floor
  const wished =
    tables.find(({ vip_table_id }) => vip_table_id === wished_id) ??
    zones.find(({ id }) => id === wished_id && tables.some(({ zone_id }) => zone_id === id))
  if (!wished) throw new RefusedRequest(refuse('page_unknown', 'table'))
  return { ...opened, wished, wished_id }
}
