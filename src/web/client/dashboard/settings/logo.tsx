import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useFrame } from '../app/frame.tsx'
import { act, sendFile } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

const path = '/settings/venue'

/** The venue's mark: what it is now, another one, or none. */
export function Logo({ logo }: { logo: string | null }) {
  const said = useFrame().words.venue
  const say = useSay()
  const queries = useQueryClient()
  const file = useRef<HTMLInputElement>(null)
  const change = useMutation({
    mutationFn: (chosen: File | null) =>
      chosen ? sendFile(`${path}/logo`, chosen) : act('DELETE', `${path}/logo`),
    onSuccess: (answer, chosen) => {
      queries.setQueryData([path], answer)
      say.done(chosen ? said.logoKept : said.logoRemoved)
    },
    onError: (error) => say.failed(error),
  })
  return (
    <section className="panel" aria-labelledby="logo-title">
      <h2 id="logo-title">{said.logo}</h2>
      <p className="dim">{said.logoHint}</p>
      <div className="settings-logo">
        {logo ? <img src={logo} alt={said.logoShown} /> : <p className="dim">{said.logoNone}</p>}
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={said.logoChoose}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen) change.mutate(chosen)
          // The same file again is another choice.
          target.value = ''
        }}
      />
      <div className="actions">
        <button
          className="button button-small"
          disabled={change.isPending}
          onClick={() => file.current?.click()}
        >
          {logo ? said.logoChange : said.logoChoose}
        </button>
        {logo && (
          <button
            className="button button-small button-quiet"
            disabled={change.isPending}
            onClick={() => change.mutate(null)}
          >
            {said.logoRemove}
          </button>
        )}
      </div>
    </section>
  )
}
