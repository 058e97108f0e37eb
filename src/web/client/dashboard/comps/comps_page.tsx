import { useSearchParams } from 'wouter'
import type { CompChoices, CompRow, CompsWaiting } from '../../../dashboard/api/comps_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Empty, Page } from '../app/page.tsx'
import { Cards, Paged } from '../app/paged.tsx'
import { useAnswer } from '../app/queries.ts'
import { usePages } from '../app/use_pages.ts'
import { CompCard } from './comp_card.tsx'
import { CompForm } from './comp_form.tsx'

const parts = ['all', 'waiting', 'approved'] as const
/** A card is about so high before it is measured, and so far from the next one, in px. */
const CARD_PX = 240
const GAP_PX = 16

/** What the house gives: asked for, decided about, taken back. */
export default function CompsPage() {
  const { comps: said } = useFrame().words
  const mayGive = useMay('comps.approve')
  const [search, setSearch] = useSearchParams()
  const choices = useAnswer<CompChoices>('/comps/choices', ['orders']).data
  const part = parts.find((one) => one === search.get('state')) ?? 'all'
  const night = search.get('night') ?? ''
  const isNew = search.get('new') === '1'
  const set = (name: string, value: string) =>
    setSearch(
      (known) => {
        const changed = new URLSearchParams(known)
        if (value) changed.set(name, value)
        else changed.delete(name)
        return changed
      },
      { replace: true },
    )
  return (
    <Page
      heading={said.heading}
      aside={
        !isNew && (
          <button className="button button-small" onClick={() => set('new', '1')}>
            {mayGive ? said.give : said.ask}
          </button>
        )
      }
    >
      <p className="dim">{said.lead}</p>
      {isNew && choices && (
        <CompForm choices={choices} night={night} onDone={() => set('new', '')} />
      )}
      <Narrow
        part={part}
        night={night}
        choices={choices}
        onPart={(one) => set('state', one === 'all' ? '' : one)}
        onNight={(id) => set('night', id)}
      />
      <Comps key={`${part} ${night}`} part={part} night={night} />
    </Page>
  )
}

/** Which comps are looked at: by what has become of them, and by night. */
function Narrow({
  part,
  night,
  choices,
  onPart,
  onNight,
}: {
  part: (typeof parts)[number]
  night: string
  choices: CompChoices | undefined
  onPart: (part: (typeof parts)[number]) => void
  onNight: (id: string) => void
}) {
  const { words, formats } = useFrame()
  const said = words.comps
  const nights = choices?.nights ?? []
  // One that is over by now is still what the list is narrowed to.
  const isKnown = night === '' || nights.some(({ id }) => id === night)
  return (
    <div className="comps-narrow">
      <nav className="tabs" aria-label={said.choose}>
        {parts.map((one) => (
          <button key={one} aria-pressed={one === part} onClick={() => onPart(one)}>
            {said.parts[one]}
            {one === 'waiting' && <WaitingCount />}
          </button>
        ))}
      </nav>
      <select
        aria-label={said.night}
        value={night}
        onChange={({ target }) => onNight(target.value)}
      >
        <option value="">{said.anyNight}</option>
        {!isKnown && <option value={night}>{night}</option>}
        {nights.map(({ id, title, doors_at }) => (
          <option key={id} value={id}>
            {title}, {formats.day(doors_at)}
          </option>
        ))}
      </select>
    </div>
  )
}

function WaitingCount() {
  return useMay('comps.approve') ? <Count /> : null
}

function Count() {
  const { data } = useAnswer<CompsWaiting>('/comps/waiting', ['orders'])
  return <span className="tab-count">{data ? ` ${data.waiting}` : ''}</span>
}

function Comps({ part, night }: { part: (typeof parts)[number]; night: string }) {
  const { words } = useFrame()
  const said = words.comps
  const wanted = new URLSearchParams()
  if (part !== 'all') wanted.set('state', part)
  if (night) wanted.set('night', night)
  const pages = usePages<CompRow>(`/comps?${wanted}`, ['orders', 'guests'])
  const isWaiting = part === 'waiting'
  const empty = (
    <Empty title={isWaiting ? said.emptyWaiting : said.empty}>
      {isWaiting ? said.emptyWaitingNote : said.emptyNote}
    </Empty>
  )
  return (
    <Paged pages={pages} empty={empty}>
      <Cards
        pages={pages}
        rows={pages.rows}
        cardPx={CARD_PX}
        gapPx={GAP_PX}
        className="comps"
        label={said.list}
        renderRow={(comp, place) => <CompCard key={comp.id} comp={comp} place={place} />}
      />
    </Paged>
  )
}
