import { useState } from 'react'
import { Link } from 'wouter'
import type { PreviewAnswer } from '../../../dashboard/api/guest_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { Phone } from './phone.tsx'

/** What the guest of an order sees: the page, the passes and every mail, at the size of a phone. */
export default function PreviewPage({ params }: { params: { id: string } }) {
  const { words } = useFrame()
  const query = useAnswer<PreviewAnswer>(`/orders/${params.id}/preview`, ['orders', 'mails'])
  const data = query.data?.order_id === params.id ? query.data : undefined
  return (
    <Page
      heading={data?.guest_name ? words.guest.previewOf(data.guest_name) : words.guest.preview}
      aside={<Link href={`/dashboard/orders/${params.id}`}>{words.guest.toOrder}</Link>}
    >
      <Answered query={{ ...query, data }}>{(answer) => <Choice answer={answer} />}</Answered>
    </Page>
  )
}

interface Part {
  path: string
  name: string
  note: string
}

function Choice({ answer }: { answer: PreviewAnswer }) {
  const { words } = useFrame()
  const { pages, mails } = useParts(answer)
  const [path, setPath] = useState(answer.page)
  const chosen = [...pages, ...mails].find((part) => part.path === path) ?? pages[0]
  const list = (title: string, parts: Part[]) => (
    <section className="preview-list" aria-label={title}>
      <h2>{title}</h2>
      {parts.length === 0 && <p className="dim">{words.guest.noMails}</p>}
      {parts.map((part) => (
        <button
          key={part.path}
          className="preview-choice"
          aria-pressed={part.path === chosen?.path}
          onClick={() => setPath(part.path)}
        >
          {part.name}
          {part.note && <span className="dim">{part.note}</span>}
        </button>
      ))}
    </section>
  )
  return (
    <>
      <p className="dim">{words.guest.previewNote}</p>
      <div className="preview">
        <nav aria-label={words.guest.choices}>
          {list(words.guest.pages, pages)}
          {list(words.guest.mails, mails)}
          {answer.receipt && (
            <a href={answer.receipt} target="_blank" rel="noreferrer">
              {words.guest.receipt}
            </a>
          )}
        </nav>
        {chosen && <Phone path={chosen.path} what={chosen.name} />}
      </div>
    </>
  )
}

function useParts({ page, passes, next, mails }: PreviewAnswer): Record<'pages' | 'mails', Part[]> {
  const { words, formats } = useFrame()
  const kindOf = (kind: string) => words.desk.mailKinds[kind] ?? kind
  return {
    pages: [
      { path: page, name: words.guest.page, note: '' },
      ...passes.map(({ path, ordinal, name }) => {
        return { path, name: words.guest.pass(ordinal, name), note: '' }
      }),
    ],
    mails: [
      ...mails.map(({ path, kind, queued_at, sent_at }) => {
        const { sent, queued } = words.guest
        const note = sent_at ? sent(formats.moment(sent_at)) : queued(formats.moment(queued_at))
        return { path, name: kindOf(kind), note }
      }),
      ...(next ? [{ path: next.path, name: words.guest.next(kindOf(next.kind)), note: '' }] : []),
    ],
  }
}
