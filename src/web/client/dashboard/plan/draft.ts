import type { PlanDrawing } from '../../../dashboard/api/plans_answers.ts'
import { boundsOf, type Box, type Turned } from '../../../plan/box.ts'

/** A zone while it is drawn; its key is this page's own, and stays through undo and save. */
export interface DraftZone extends Box {
  key: string
  name: string
}

/** A VIP table while it is drawn, by its centre; `zone` is the key of the zone that it is in. */
export interface DraftTable extends Turned {
  key: string
  zone: string
  name: string
  kind: TableKind
  capacity: number
  rank: number
}

export type TableKind = PlanDrawing['zones'][number]['tables'][number]['kind']

/** Everything of a plan that is drawn, and that undo brings back. Never changed: made anew. */
export interface Draft {
  name: string
  width: number
  height: number
  picture: PlanDrawing['picture']
  zones: DraftZone[]
  tables: DraftTable[]
}

/** What the server has, as a draft. */
export function draftOf({ zones, ...plan }: PlanDrawing): Draft {
  const draft: Draft = { ...plan, zones: [], tables: [] }
  for (const [n, { tables, ...zone }] of zones.entries()) {
    const key = `z${n + 1}`
    draft.zones.push({ key, ...zone })
    for (const table of tables)
      draft.tables.push({ key: `t${draft.tables.length + 1}`, zone: key, ...table })
  }
  return draft
}

/** A draft as the server takes it. */
export function drawingOf({ zones, tables, ...plan }: Draft): PlanDrawing {
  return {
    ...plan,
    zones: zones.map(({ key, ...zone }) => {
      const inside = tables.filter((table) => table.zone === key)
      return { ...zone, tables: inside.map(({ key: _key, zone: _zone, ...table }) => table) }
    }),
  }
}

/** The thing that a field of the server's is about, such as `zones.0.tables.2.name`. */
export function keyOfField({ zones, tables }: Draft, field: string): string | undefined {
  const [, zoneAt, , tableAt] = field.split('.')
  const zone = zones[Number(zoneAt)]
  if (tableAt === undefined || !field.includes('.tables.')) return zone?.key
  return tables.filter((table) => table.zone === zone?.key)[Number(tableAt)]?.key
}

export const isTable = (thing: DraftZone | DraftTable): thing is DraftTable => 'zone' in thing

/** A zone or a table by its key. */
export function thingOf({ zones, tables }: Draft, key: string): DraftZone | DraftTable | undefined {
  return zones.find((zone) => zone.key === key) ?? tables.find((table) => table.key === key)
}

/** The straight rectangle that a thing takes. */
export function boxOf(thing: DraftZone | DraftTable): Box {
  return isTable(thing) ? boundsOf(thing) : thing
}

/** The rectangle around several. */
export function around(boxes: Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}
