import type { Box } from '../../../plan/box.ts'
import type { Draft } from './draft.ts'
import { pictureUrl } from './picture_url.ts'
import type { Guide } from './snap.ts'

/** Finer grids than this only make the plan grey, in px. */
const GRID_PX_MIN = 7

/** The canvas beneath all things, with its grid, and the picture that is drawn over. */
export function Ground({ draft, grid, zoom }: { draft: Draft; grid: number; zoom: number }) {
  const { width, height, picture } = draft
  const step = grid > 0 ? coarse(grid, zoom) : 0
  return (
    <g aria-hidden="true">
      <defs>
        <pattern
          id="draw-grid"
          x={-step / 2}
          y={-step / 2}
          width={step || 1}
          height={step || 1}
          patternUnits="userSpaceOnUse"
        >
          <circle r={1.1 / zoom} cx={step / 2} cy={step / 2} />
        </pattern>
      </defs>
      <rect className="draw-ground" width={width} height={height} />
      {picture && (
        <image
          href={pictureUrl(picture.id)}
          width={width}
          height={height}
          opacity={picture.opacity / 100}
          preserveAspectRatio="xMidYMid meet"
        />
      )}
      {step > 0 && <rect width={width} height={height} fill="url(#draw-grid)" />}
      <rect className="draw-edge" width={width} height={height} strokeWidth={1 / zoom} />
    </g>
  )
}

/** The grid as it is drawn: every second, fifth or tenth line of it where it is too fine. */
function coarse(grid: number, zoom: number): number {
  const times = [1, 2, 5, 10, 20, 50].find((one) => one * grid * zoom >= GRID_PX_MIN * 1.5) ?? 100
  return grid * times
}

/** What stands in one line with what is dragged, and what is drawn just now. */
export function Guides({
  guides,
  rubber,
  zoom,
}: {
  guides: Guide[]
  rubber: Box | null
  zoom: number
}) {
  return (
    <g aria-hidden="true" className="guides" strokeWidth={1.5 / zoom}>
      {guides.map(({ axis, at, from, to }) => (
        <line
          key={axis}
          x1={axis === 'x' ? at : from}
          x2={axis === 'x' ? at : to}
          y1={axis === 'x' ? from : at}
          y2={axis === 'x' ? to : at}
        />
      ))}
      {rubber && <rect className="rubber" {...rubber} />}
    </g>
  )
}
