import { useFrame } from '../app/frame.tsx'

/** A page of the house as a guest's phone shows it; nothing works in it. */
export function Phone({ path, what }: { path: string; what: string }) {
  const { words } = useFrame()
  return (
    <div className="phone">
      <iframe key={path} src={path} title={words.guest.frame(what)} sandbox="allow-same-origin" />
    </div>
  )
}
