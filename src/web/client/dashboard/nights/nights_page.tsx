import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { NightRow } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useList } from '../app/queries.ts'
import { HouseCapacity } from './house_capacity.tsx'
import { NewNight } from './new_night.tsx'
import { NightLine } from './night_line.tsx'

const shows = ['coming', 'drafts', 'past'] as const
type Show = (typeof shows)[number]

/** The nights of the house: those that come, drafts, and those that were. */
export default function NightsPage() {
  const { words } = useFrame()
  const [isNew, setNew] = useState(false)
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('show')
  const show = shows.find((one) => one === wanted) ?? 'coming'
  return (
    <Page
      heading={words.nights.heading}
      aside={
        !isNew && (
          <button className="button button-small" onClick={() => setNew(true)}>
            {words.nights.create}
          </button>
        )
      }
    >
      {isNew && <NewNight onClose={() => setNew(false)} />}
      <fieldset className="tabs" aria-label={words.nights.which}>
        {shows.map((one) => (
          <button
            key={one}
            aria-pressed={one === show}
            onClick={() => setSearch(one === 'coming' ? {} : { show: one }, { replace: true })}
          >
            {words.nights.shows[one]}
          </button>
        ))}
      </fieldset>
      <NightList key={show} show={show} />
      <HouseCapacity />
    </Page>
  )
}

function NightList({ show }: { show: Show }) {
  const { words } = useFrame()
  const query = useList<NightRow>(`/nights?show=${show}`, ['orders', 'guests'])
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Answered query={{ ...query, data: rows }}>
      {(nights) =>
        nights.length === 0 ? (
          <Empty title={words.nights.none[show]}>{words.nights.noneNote[show]}</Empty>
        ) : (
          <>
            <ul className="nights">
              {nights.map((night) => (
                <NightLine key={night.id} night={night} />
              ))}
            </ul>
            {query.hasNextPage && (
              <button
                className="button button-small button-quiet"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {words.nights.more}
              </button>
            )}
          </>
        )
      }
    </Answered>
  )
}
