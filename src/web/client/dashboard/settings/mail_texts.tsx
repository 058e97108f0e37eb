import { useState } from 'react'
import type { MailSettingsAnswer } from '../../../dashboard/api/mail_settings_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { OneOf, Text } from './fields.tsx'
import { useForm } from './use_form.ts'
import { languages } from './venue_choices.ts'

const path = '/settings/mail'
type Texts = MailSettingsAnswer['texts'][number]
type Language = 'en' | 'es'

/** One kind of mail at a time: what the house adds to it, and how it looks then. */
export function MailTextsForm({ answer }: { answer: MailSettingsAnswer }) {
  const { words, data } = useFrame()
  const said = words.mail
  const [kind, setKind] = useState<Texts['kind']>('confirmation')
  const [language, setLanguage] = useState<Language>(data.locale.startsWith('es') ? 'es' : 'en')
  const texts = answer.texts.find((one) => one.kind === kind)
  if (!texts) return null
  const nameOf = (one: Texts) => {
    const name = words.guest.sampleKinds[one.kind] ?? one.kind
    return one.version > 0 ? `${name} ${said.own}` : name
  }
  return (
    <section className="panel" aria-labelledby="texts-title">
      <h2 id="texts-title">{said.texts}</h2>
      <p className="settings-words dim">
        {said.textsWhy(answer.variables.map((name) => `{${name}}`).join(' '))}
      </p>
      <div className="mail-choice">
        <OneOf
          label={said.kind}
          value={kind}
          options={answer.texts.map((one) => [one.kind, nameOf(one)])}
          onType={(chosen) => setKind(chosen as Texts['kind'])}
        />
        <OneOf
          label={said.language}
          value={language}
          options={languages}
          onType={(chosen) => setLanguage(chosen === 'es' ? 'es' : 'en')}
        />
      </div>
      {/* Another kind, or language, is another form: what is typed in one is not saved in it. */}
      <Lines key={kind} texts={texts} language={language} />
    </section>
  )
}

function Lines({ texts, language }: { texts: Texts; language: Language }) {
  const { words } = useFrame()
  const said = words.mail
  const { kind, version, ...known } = texts
  const form = useForm(`${path}/texts/${kind}`, known, said.saved, {
    version,
    knownAt: path,
    versionIn: (answer) =>
      (answer as MailSettingsAnswer).texts.find((one) => one.kind === kind)?.version,
  })
  const { values, set, faultOf } = form
  const line = (name: 'opening' | 'closing') => {
    const field = `${name}_${language}` as const
    return (
      <Text
        label={said[name]}
        value={values[field]}
        max={300}
        hint={said[`${name}Hint`]}
        fault={faultOf(field)}
        onType={(text) => set({ [field]: text })}
      />
    )
  }
  const shown = new URLSearchParams({
    kind,
    language,
    opening: values[`opening_${language}`],
    closing: values[`closing_${language}`],
  })
  return (
    <div className="mail-columns">
      <form noValidate onSubmit={form.submit} className="mail-lines">
        {line('opening')}
        {line('closing')}
        <div className="actions">
          <button className="button" disabled={!form.isChanged || form.isUnderWay}>
            {said.save}
          </button>
          <Trial kind={kind} language={language} isSaved={!form.isChanged} />
        </div>
      </form>
      <Preview shown={shown.toString()} name={words.guest.sampleKinds[kind] ?? kind} />
    </div>
  )
}

/** The mail as it is at this moment, sent to whoever presses. */
function Trial({
  kind,
  language,
  isSaved,
}: {
  kind: string
  language: Language
  isSaved: boolean
}) {
  const said = useFrame().words.mail
  const [id, setId] = useState(() => newIdHere('mtr'))
  const { isBusy, run } = useDeed()
  const send = async () => {
    const isDone = await run(async () => {
      const trial = { id, kind, language }
      const { email } = await act<{ email: string }>('POST', `${path}/trials`, trial)
      return said.tried(email)
    })
    // After a failure the same id: what was sent after all is not sent twice.
    if (isDone) setId(newIdHere('mtr'))
  }
  return (
    <button
      type="button"
      className="button button-quiet"
      disabled={isBusy || !isSaved}
      onClick={() => void send()}
    >
      {said.try}
    </button>
  )
}

/** HTML and text as they are sent, drawn with made-up guests and what stands in the fields. */
function Preview({ shown, name }: { shown: string; name: string }) {
  const said = useFrame().words.mail
  const [isText, setText] = useState(false)
  const [drawn, setDrawn] = useState(shown)
  const way = isText ? '/text' : ''
  return (
    <div className="mail-preview">
      <div className="mail-preview-head">
        <fieldset className="tabs mail-forms">
          <legend className="hidden">{said.form}</legend>
          <button type="button" aria-pressed={!isText} onClick={() => setText(false)}>
            {said.html}
          </button>
          <button type="button" aria-pressed={isText} onClick={() => setText(true)}>
            {said.text}
          </button>
        </fieldset>
        <button type="button" className="link" onClick={() => setDrawn(shown)}>
          {said.again}
        </button>
      </div>
      <iframe
        sandbox="allow-same-origin"
        title={said.preview(name)}
        src={`/dashboard/settings/mail/preview${way}?${drawn}`}
      />
    </div>
  )
}
