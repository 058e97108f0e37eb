import { rows, type Queryable } from '../kernel/index.ts'

/** More than a house has people, or kinds of things; whoever is not among them is typed. */
const CHOICES_MAX = 300

/** Everybody who stands in the audit trail, by jumping from one name to the next in its index. */
export async function selectAuditActors(db: Queryable): Promise<string[]> {
  const found = await rows<{ name: string }>(db, 'audit_actors', jump('actor'), [CHOICES_MAX])
  return found.map(({ name }) => name)
}

/** The kinds of things that it says anything about. */
export async function selectAuditKinds(db: Queryable): Promise<string[]> {
  const kind = `split_part(action, '.', 1)`
  const found = await rows<{ name: string }>(db, 'audit_kinds', jump(kind), [CHOICES_MAX])
  return found.map(({ name }) => name)
}

const jump = (column: string) => `
with recursive known (name) as (
  (select ${column} from audit_entries order by ${column} limit 1)
  union all
  select (select ${column} from audit_entries where ${column} > known.name
           order by ${column} limit 1)
    from known where known.name is not null)
select name from known where name is not null limit $1`
