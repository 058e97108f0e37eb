import { useMutation } from '@tanstack/react-query'
import type { CloseReport } from '../../../dashboard/api/close_answers.ts'
import { verdictOf } from '../../../dashboard/close/verdict.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { useCloseFormats } from './use_close_formats.ts'

/** The line that the page is for: whether Stripe and tickets are the same, and by whose word. */
export function Verdict({ report }: { report: CloseReport }) {
  const { words } = useFrame()
  const formats = useCloseFormats(report)
  const { night, stripe } = report
  const { line, isWell, state } = verdictOf(report, words.close, formats)
  const source = stripe ? words.close.fromStripe(formats.moment(stripe.read_at)) : ''
  return (
    <section className={`panel close-verdict ${isWell ? 'close-well' : 'close-ill'}`}>
      <h2>{isWell ? words.close.adds : words.close.differs}</h2>
      <p className="close-line">{line}</p>
      <p className="dim">
        {state} {words.close.asOf(formats.moment(night.now))}.{' '}
        {stripe ? source : words.close.fromBooks}
        {stripe?.is_reading && ` ${words.close.reading}`}
      </p>
      {stripe && !stripe.is_reading && <ReadAgain nightId={night.id} />}
    </section>
  )
}

/** Whoever decides about money may have all of Stripe's lists read once more. */
function ReadAgain({ nightId }: { nightId: string }) {
  const { words } = useFrame()
  const may = useMay('money.decide')
  const say = useSay()
  const { mutate, isPending } = useMutation({
    mutationFn: () => act('POST', '/close/readings', { night: nightId }),
    onSuccess: () => say.done(words.close.readAgainSaid),
    onError: (refused) => say.failed(refused),
  })
  if (!may) return null
  return (
    <button
      type="button"
      className="button button-quiet button-small close-again"
      disabled={isPending}
      onClick={() => mutate()}
    >
      {words.close.readAgain}
    </button>
  )
}
