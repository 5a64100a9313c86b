// The browser's entry: words first, then the screens.
import '../../kit/kit.css'
import './frame/shell.css'
import { languages } from 'virtual:words'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from '../../kit/api.ts'
import { keepKeyboard } from '../../kit/keyboard.ts'
import { startWords, wordsThere } from '../../kit/words.ts'
import { App } from './app.tsx'

const root = createRoot(document.getElementById('root') as HTMLElement)

async function draw() {
  await startWords(languages)
  if (import.meta.env.DEV && location.pathname === '/kit') {
    const { KitPage } = await import('./kit/kit-page.tsx')
    await wordsThere()
    return <KitPage />
  }
  return <App />
}

keepKeyboard()
draw().then((screen) =>
  root.render(<QueryClientProvider client={makeQueryClient()}>{screen}</QueryClientProvider>),
)
