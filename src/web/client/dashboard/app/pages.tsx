import type { ComponentType, LazyExoticComponent } from 'react'

/** A page of the app: `:id` in its path comes to it as `params.id`. */
interface AppPage {
  path: string
  component: ComponentType<{ params: { id: string } }> | LazyExoticComponent<ComponentType>
}

/** The first screen comes with the app; the others when somebody goes there. */
export const pages: AppPage[] = []

/** Is the path one of the app's own, or a page that the server draws? */
export function isOfApp(path: string): boolean {
  return pages.some((page) => page.path === path)
}
