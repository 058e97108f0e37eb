import { Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { UnreadBadge } from '../alerts/unread_badge.tsx'
import { WaitingBadge } from '../comps/waiting_badge.tsx'
import { useFrame } from './frame.tsx'
import { useMenu } from './navigation.tsx'
import { Empty } from './page.tsx'
import { pages } from './pages.tsx'
import { Toasts } from './toasts.tsx'

/** The whole app, or its part of the menu alone on a page that the server has drawn. */
export function App({ isWhole }: { isWhole: boolean }) {
  const { words } = useFrame()
  useMenu(isWhole)
  const badges = (
    <>
      <UnreadBadge />
      <WaitingBadge />
    </>
  )
  if (!isWhole) return badges
  return (
    <Suspense fallback={<p className="dim">{words.frame.loading}</p>}>
      <Switch>
        {pages.map(({ path, component: Component }) => (
          <Route key={path} path={path}>
            {(params) => <Component params={{ id: String(Object(params)['id'] ?? '') }} />}
          </Route>
        ))}
        <Route>
          <Empty title={words.frame.unknownPage} />
        </Route>
      </Switch>
      {badges}
      <Toasts />
    </Suspense>
  )
}
