import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type Ref } from 'react'
import type { Pages } from './use_pages.ts'

/** The next page is asked for so many rows before its place is reached. */
const AHEAD = 30

/** Where a row stands: what its element is told, for whoever measures and whoever listens. */
export interface Place {
  ref: (element: Element | null) => void
  'data-index': number
}

/** The rows of a list that are seen, and room for all the others above and below them. */
export interface SeenRows<Row, Body> {
  body: Ref<Body>
  room: CSSProperties
  seen: { row: Row; index: number; place: Place }[]
}

/**
 * Finds the rows of `pages` that are seen, which alone are drawn, and asks for the next page before
 * its place is reached. A row is about `rowPx` high before it is measured, with `gapPx` between two
 * of them. `rows` are those of the pages, and what stands among them.
 */
export function useSeenRows<Row extends { id: string }, Body extends HTMLElement>(
  pages: Omit<Pages<unknown>, 'rows'>,
  rows: Row[],
  { rowPx, gapPx = 0 }: { rowPx: number; gapPx?: number },
): SeenRows<Row, Body> {
  const { starts, hasMore, isLoadingMore, loadMore, see } = pages
  const body = useRef<Body>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    const { top = 0 } = body.current?.getBoundingClientRect() ?? {}
    // What stands above may grow and shrink, and is measured at every turn.
    const begins = top + window.scrollY
    setScrollMargin((known) => (Math.abs(known - begins) > 1 ? begins : known))
  }, [rows])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPx,
    getItemKey: (n) => rows[n]?.id ?? n,
    gap: gapPx,
    overscan: 8,
    scrollMargin,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const pageOf = (row: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= row),
    )
  const [firstPage, lastPage] = [pageOf(first), pageOf(last)]
  useEffect(() => see(firstPage, lastPage), [see, firstPage, lastPage])
  const isNear = last >= rows.length - AHEAD
  useEffect(() => {
    if (isNear && hasMore && !isLoadingMore) loadMore()
  })
  const above = (items[0]?.start ?? scrollMargin) - scrollMargin
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)
  return {
    body,
    room: { paddingTop: above, paddingBottom: Math.max(0, below) },
    seen: items.flatMap(({ index }) => {
      const row = rows[index]
      return row
        ? [{ row, index, place: { ref: virtual.measureElement, 'data-index': index } }]
        : []
    }),
  }
}
