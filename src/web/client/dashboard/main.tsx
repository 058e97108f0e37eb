import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followAnswers } from './app/behind.ts'
import { readDashboardData } from './app/data.ts'
import { followLive } from './app/live.ts'
import { openQueries } from './app/queries.ts'
import { Frame } from './app/frame.tsx'
import { holdUnsaved } from './app/use_unsaved.ts'
import { loadWords } from './app/words.ts'

const data = readDashboardData(document)
const queries = openQueries()
followLive(queries)
followAnswers(queries)
holdUnsaved()
const words = await loadWords(data.locale)

// A page that the server has drawn, such as the members', has the badge alone.
const root = document.getElementById('app')
root?.removeAttribute('aria-busy')
createRoot(root ?? document.createElement('div')).render(
  <QueryClientProvider client={queries}>
    <Frame data={data} words={words}>
      <App isWhole={root !== null} />
    </Frame>
  </QueryClientProvider>,
)
