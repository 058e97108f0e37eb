import { useSearchParams } from 'wouter'
import type { AuditRow } from '../../../dashboard/api/audit_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Empty, Page } from '../app/page.tsx'
import { Lines, Paged } from '../app/paged.tsx'
import { usePages } from '../app/use_pages.ts'
import { AuditFilters, filterNames } from './audit_filters.tsx'
import { AuditLine } from './audit_line.tsx'

/** A line is about so high before it is measured, in px. */
const LINE_PX = 64

/** What was done, by whom and when. */
export default function AuditPage() {
  const { words } = useFrame()
  const said = words.audit
  const [search] = useSearchParams()
  const mayExport = useMay('house.settle')
  const wanted = new URLSearchParams()
  for (const name of filterNames) {
    const value = search.get(name)?.trim()
    if (value) wanted.set(name, value)
  }
  const query = wanted.size > 0 ? `?${wanted}` : ''
  const file = (
    <a className="button button-small button-quiet" href={`/api/dashboard/audit.csv${query}`}>
      {said.csv}
    </a>
  )
  return (
    <Page heading={said.heading} aside={mayExport && file}>
      <p className="dim">{said.lead}</p>
      <AuditFilters />
      {wanted.has('night') && <p className="dim">{said.nightNote}</p>}
      <Entries key={query} path={`/audit${query}`} isNarrowed={wanted.size > 0} />
    </Page>
  )
}

function Entries({ path, isNarrowed }: { path: string; isNarrowed: boolean }) {
  const { audit: said } = useFrame().words
  const pages = usePages<AuditRow>(path, ['orders', 'alerts'])
  const empty = (
    <Empty title={isNarrowed ? said.noneFound : said.empty}>
      {isNarrowed ? said.noneFoundNote : said.emptyNote}
    </Empty>
  )
  return (
    <Paged pages={pages} empty={empty}>
      <Lines
        pages={pages}
        linePx={LINE_PX}
        label={said.list}
        className="audit-lines"
        columns={said.columns}
        renderRow={(row) => <AuditLine row={row} />}
      />
    </Paged>
  )
}
