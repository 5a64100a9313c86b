// Fetches a screen's code when it is first opened, with the words it brings, and remembers it.
import type { FunctionComponent } from 'react'
import { lazy, Suspense } from 'react'
import { isReachable, unreachable } from '../../../kit/api.ts'
import type { Screen } from '../../../kit/screen.ts'
import { Loading } from '../../../kit/states.tsx'
import { wordsThere } from '../../../kit/words.ts'

type Drawn = FunctionComponent<Record<string, string | undefined>>
const known = new Map<Screen['load'], Drawn>()

function componentOf(screen: Screen): Drawn {
  let component = known.get(screen.load)
  if (!component) {
    component = lazy(() => loaded(screen)) as unknown as Drawn
    known.set(screen.load, component)
  }
  return component
}

async function loaded(screen: Screen): Promise<{ default: Drawn }> {
  try {
    const drawn = (await screen.load()) as unknown as Drawn
    await wordsThere()
    return { default: drawn }
  } catch (error) {
    known.delete(screen.load)
    throw (await isReachable()) ? error : unreachable()
  }
}

export function LazyScreen({
  screen,
  params,
}: {
  screen: Screen
  params: Record<string, string | undefined>
}) {
  const Component = componentOf(screen)
  return (
    <Suspense fallback={<Loading lines={6} />}>
      <Component {...params} />
    </Suspense>
  )
}
