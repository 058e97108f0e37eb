import type { MailSettingsAnswer } from '../../../dashboard/api/mail_settings_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { LongText, Text } from './fields.tsx'
import { MailTextsForm } from './mail_texts.tsx'
import { SettingsPage } from './settings_page.tsx'
import { useForm } from './use_form.ts'

const path = '/settings/mail'

/** Who writes the house's mails, and what it adds to each kind of them. */
export default function MailPage() {
  const query = useAnswer<MailSettingsAnswer>(path, [])
  return (
    <SettingsPage>
      <Answered query={query}>
        {(answer) => (
          <>
            <div className="settings-columns">
              <Sender answer={answer} />
              <Operator operator={answer.operator} />
            </div>
            <MailTextsForm answer={answer} />
          </>
        )}
      </Answered>
    </SettingsPage>
  )
}

/** The name before the address, where answers go, and what stands below every mail. */
function Sender({ answer: { sender, operator } }: { answer: MailSettingsAnswer }) {
  const said = useFrame().words.mail
  const { version, ...known } = sender
  const form = useForm(`${path}/sender`, known, said.saved, {
    version,
    knownAt: path,
    versionIn: (answer) => (answer as MailSettingsAnswer).sender.version,
  })
  const { values, set, faultOf } = form
  const signature = (name: 'signature_en' | 'signature_es') => (
    <LongText
      label={said[name]}
      value={values[name]}
      max={300}
      hint={said.signatureHint}
      fault={faultOf(name)}
      onType={(text) => set({ [name]: text })}
    />
  )
  return (
    <form className="panel" noValidate onSubmit={form.submit} aria-labelledby="sender-title">
      <h2 id="sender-title">{said.sender}</h2>
      <Text
        label={said.senderName}
        value={values.sender_name ?? ''}
        max={80}
        hint={said.senderHint(operator.from_name || operator.from_address)}
        fault={faultOf('sender_name')}
        onType={(text) => set({ sender_name: text === '' ? null : text })}
      />
      <Text
        label={said.replyTo}
        type="email"
        value={values.reply_to ?? ''}
        max={254}
        hint={said.replyHint}
        fault={faultOf('reply_to')}
        onType={(text) => set({ reply_to: text.trim() || null })}
      />
      {signature('signature_en')}
      {signature('signature_es')}
      <div className="actions">
        <button className="button" disabled={!form.isChanged || form.isUnderWay}>
          {said.save}
        </button>
      </div>
    </form>
  )
}

/** What only the operator can change. */
function Operator({ operator }: { operator: MailSettingsAnswer['operator'] }) {
  const said = useFrame().words.mail
  const { from_name, from_address, server, user, is_tls, reply_to, other_domains, allowed } =
    operator
  const facts: [string, string][] = [
    [said.from, from_name ? `${from_name} <${from_address}>` : from_address],
    [said.answers, reply_to ?? from_address],
    [said.server, server],
    [said.user, user || said.noUser],
    [said.security, is_tls ? said.tls : said.startTls],
  ]
  return (
    <section className="panel" aria-labelledby="operator-title">
      <h2 id="operator-title">{said.operator}</h2>
      <p className="dim">{said.operatorWhy}</p>
      <dl className="mail-facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {allowed && <p className="mail-note">{said.onlyTo(allowed.join(', ') || said.nobody)}</p>}
      {other_domains.length > 0 && (
        <p className="mail-note">{said.otherDomains(from_address, other_domains.join(', '))}</p>
      )}
    </section>
  )
}
