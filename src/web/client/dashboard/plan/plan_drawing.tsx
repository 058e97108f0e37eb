import type { PlanDrawing } from '../../../dashboard/api/plans_answers.ts'
import { draftOf } from './draft.ts'
import { TableShape, ZoneShape } from './shapes.tsx'

/** A plan as a small picture of itself; what it says stands beside it. */
export function SmallDrawing({ drawing }: { drawing: PlanDrawing }) {
  const { zones, tables, width, height } = draftOf(drawing)
  return (
    <svg className="plan plan-small" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect className="draw-ground" width={width} height={height} rx="8" />
      {zones.map((zone) => (
        <ZoneShape key={zone.key} zone={zone} />
      ))}
      {tables.map((table) => (
        <TableShape key={table.key} table={table} />
      ))}
    </svg>
  )
}
