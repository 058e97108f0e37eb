import { useEffect, useState, type RefObject } from 'react'
import type { Draft } from './draft.ts'

interface Point {
  x: number
  y: number
}

/** The element that the plan is drawn in. */
export type Frame = RefObject<SVGSVGElement | null>

/** Which part of the plan is seen: its upper left corner, and how many pixels a unit has. */
interface View extends Point {
  zoom: number
}

/** The window on the plan: what of it is seen, and how a pixel becomes a place on it. */
export interface Seen {
  viewBox: string
  zoom: number
  /** The place on the plan under a pixel of the window. */
  toPlan: (at: { clientX: number; clientY: number }) => Point
  /** Pushes the plan by so many pixels. */
  pan: (dx: number, dy: number) => void
  /** Makes everything larger or smaller, around a pixel or the middle. */
  zoomBy: (factor: number, at?: { clientX: number; clientY: number }) => void
  fit: () => void
}

const [ZOOM_MIN, ZOOM_MAX] = [0.1, 6]
/** Room around the plan when all of it is shown, in pixels. */
const MARGIN = 12

/** Shows all of the plan until somebody looks closer. */
export function useView(frame: Frame, { width, height }: Pick<Draft, 'width' | 'height'>): Seen {
  const [size, setSize] = useState({ width: 600, height: 400 })
  const [chosen, setChosen] = useState<View | null>(null)

  useEffect(() => {
    const svg = frame.current
    if (!svg) return
    const observer = new ResizeObserver(() => {
      const box = svg.getBoundingClientRect()
      if (box.width > 0) setSize({ width: box.width, height: box.height })
    })
    observer.observe(svg)
    return () => observer.disconnect()
  }, [frame])

  const view = chosen ?? fitted({ width, height }, size)
  const toPlan: Seen['toPlan'] = ({ clientX, clientY }) => {
    const box = frame.current?.getBoundingClientRect()
    const [left, top] = [box?.left ?? 0, box?.top ?? 0]
    return { x: view.x + (clientX - left) / view.zoom, y: view.y + (clientY - top) / view.zoom }
  }
  const zoomBy: Seen['zoomBy'] = (factor, at) => {
    const box = frame.current?.getBoundingClientRect()
    const middle = {
      clientX: (box?.left ?? 0) + size.width / 2,
      clientY: (box?.top ?? 0) + size.height / 2,
    }
    const [right, down] = [
      (at ?? middle).clientX - (box?.left ?? 0),
      (at ?? middle).clientY - (box?.top ?? 0),
    ]
    setChosen((now) => {
      const last = now ?? view
      const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, last.zoom * factor))
      const grown = 1 / last.zoom - 1 / zoom
      return { x: last.x + right * grown, y: last.y + down * grown, zoom }
    })
  }
  return {
    viewBox: `${view.x} ${view.y} ${size.width / view.zoom} ${size.height / view.zoom}`,
    zoom: view.zoom,
    toPlan,
    pan: (dx, dy) =>
      setChosen((now) => {
        const { x, y, zoom } = now ?? view
        return { x: x - dx / zoom, y: y - dy / zoom, zoom }
      }),
    zoomBy,
    fit: () => setChosen(null),
  }
}

function fitted(
  plan: { width: number; height: number },
  size: { width: number; height: number },
): View {
  const zoom = Math.max(
    ZOOM_MIN,
    Math.min((size.width - 2 * MARGIN) / plan.width, (size.height - 2 * MARGIN) / plan.height),
  )
  return {
    x: (plan.width - size.width / zoom) / 2,
    y: (plan.height - size.height / zoom) / 2,
    zoom,
  }
}
