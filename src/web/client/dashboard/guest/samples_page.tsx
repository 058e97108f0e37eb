import { useState } from 'react'
import type { SampleMailsAnswer } from '../../../dashboard/api/guest_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { SettingsPage } from '../settings/settings_page.tsx'
import { Phone } from './phone.tsx'

/** Every kind of mail to guests, in each language, with made-up guests. */
export default function SamplesPage() {
  const query = useAnswer<SampleMailsAnswer>('/settings/preview', [])
  return (
    <SettingsPage>
      <Answered query={query}>{(answer) => <Samples answer={answer} />}</Answered>
    </SettingsPage>
  )
}

function Samples({ answer: { kinds, languages } }: { answer: SampleMailsAnswer }) {
  const { words, data } = useFrame()
  const [kind, setKind] = useState(kinds[0] ?? '')
  const own = languages.find(({ language }) => data.locale.startsWith(language)) ?? languages[0]
  const [language, setLanguage] = useState(own?.language ?? '')
  const nameOf = (one: string) => words.guest.sampleKinds[one] ?? one
  return (
    <>
      <p className="dim">{words.guest.samplesNote}</p>
      <div className="preview">
        <nav aria-label={words.guest.choices}>
          <fieldset className="preview-languages">
            <legend>{words.guest.language}</legend>
            {languages.map((one) => (
              <button
                key={one.language}
                className="preview-choice"
                lang={one.language}
                aria-pressed={one.language === language}
                onClick={() => setLanguage(one.language)}
              >
                {one.name}
              </button>
            ))}
          </fieldset>
          <section className="preview-list" aria-label={words.guest.samples}>
            <h2>{words.guest.samples}</h2>
            {kinds.map((one) => (
              <button
                key={one}
                className="preview-choice"
                aria-pressed={one === kind}
                onClick={() => setKind(one)}
              >
                {nameOf(one)}
              </button>
            ))}
          </section>
        </nav>
        <Phone path={`/dashboard/settings/preview/${kind}/${language}`} what={nameOf(kind)} />
      </div>
    </>
  )
}
