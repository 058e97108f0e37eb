import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { Choice, EditActions, Line, Lines } from './fields.tsx'
import { useEdit, type Edit } from './use_edit.ts'

type Vip = NonNullable<NightAnswer['vip']>

/** What holds for all VIP tables of a night. Who has booked keeps what was agreed. */
export function VipForm({ nightId, vip }: { nightId: string; vip: Vip }) {
  const said = useFrame().words.nights
  const stored = {
    sales_start_at: vip.sales_start_at ?? '',
    sales_end_at: vip.sales_end_at ?? '',
    arrive_by: vip.arrive_by,
    policy: vip.policy,
    capture: vip.capture,
  }
  const edit = useEdit(stored, vip.version, (values, version) =>
    act('PUT', `/nights/${nightId}/vip`, {
      ...values,
      sales_start_at: values['sales_start_at'] || null,
      sales_end_at: values['sales_end_at'] || null,
      version,
    }),
  )
  return (
    <section className="panel" aria-labelledby="vip">
      <div className="panel-head">
        <h2 id="vip">{said.vip}</h2>
        <p className="dim">{said.vipFacts(vip.tables, vip.seats)}</p>
      </div>
      <form className="edit" noValidate onSubmit={edit.submit}>
        <VipFields edit={edit} />
        <EditActions edit={edit} />
      </form>
    </section>
  )
}

function VipFields({ edit }: { edit: Edit }) {
  const said = useFrame().words.nights
  return (
    <div className="edit-fields">
      <Line
        edit={edit}
        name="sales_start_at"
        label={said.saleFrom}
        hint={said.saleFromHint}
        type="datetime-local"
      />
      <Line
        edit={edit}
        name="sales_end_at"
        label={said.saleUntil}
        hint={said.saleUntilHint}
        type="datetime-local"
      />
      <Line
        edit={edit}
        name="arrive_by"
        label={said.arriveBy}
        hint={said.arriveByHint}
        type="datetime-local"
        isNeeded
      />
      <Choice edit={edit} name="capture" label={said.capture} hint={said.captureHint}>
        <option value="at_once">{said.captures.at_once}</option>
        <option value="at_doors">{said.captures.at_doors}</option>
      </Choice>
      <Lines edit={edit} name="policy" label={said.policy} hint={said.policyHint} max={2000} />
    </div>
  )
}
