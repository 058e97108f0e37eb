import { Link } from 'wouter'
import type { AuditRow } from '../../../dashboard/api/audit_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'

/** The cells of one entry: when, who, what, and the way to what it is about. */
export function AuditLine({ row }: { row: AuditRow }) {
  const { words, formats } = useFrame()
  const kind = row.action.split('.')[0] ?? ''
  return (
    <>
      <td className="audit-at">
        <time dateTime={row.at}>{formats.stamp(row.at)}</time>
      </td>
      <td className={row.is_own ? 'audit-actor dim' : 'audit-actor'}>{row.actor}</td>
      <td className="audit-deed">{row.sentence}</td>
      <td className="audit-subject">
        <span className="tag">{words.audit.kinds[kind] ?? kind.replaceAll('_', ' ')}</span>
        <Way row={row} />
        {row.night && <small className="dim">{row.night}</small>}
      </td>
    </>
  )
}

function Way({ row: { link, subject_id } }: { row: AuditRow }) {
  const { words } = useFrame()
  const mayManage = useMay('members.manage')
  if (link.to === 'order')
    return <Link href={`/dashboard/orders/${link.order_id}`}>{words.audit.toOrder}</Link>
  if (link.to === 'alerts') return <Link href="/dashboard/alerts">{words.audit.toAlerts}</Link>
  // A page that the server draws: not one of the app's.
  if (link.to === 'members' && mayManage)
    return <a href="/dashboard/members">{words.audit.toMembers}</a>
  // Of whoever did it, which stands there already.
  if (subject_id.startsWith('mem_')) return null
  return <small className="dim audit-id">{subject_id}</small>
}
