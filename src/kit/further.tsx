// The way through a list that is longer than a page.
import type { MouseEvent } from 'react'
import { Button } from './button.tsx'
import { t } from './words.ts'

type FurtherProps = {
  after?: string
  next: string | null
  change: (values: { after?: string }) => void
}

/** A new page is read from its top. */
const toTop = (event: MouseEvent<HTMLButtonElement>) =>
  event.currentTarget.closest('section, details, main')?.scrollIntoView()

/** To the next page of a long list, and back to its beginning. */
export function Further({ after, next, change }: FurtherProps) {
  if (!after && !next) return null
  const go = (to?: string) => (event: MouseEvent<HTMLButtonElement>) => {
    toTop(event)
    change({ after: to })
  }
  return (
    <div className='actions'>
      {after && <Button onClick={go(undefined)}>{t('From the beginning')}</Button>}
      {next && <Button onClick={go(next)}>{t('Further entries')}</Button>}
    </div>
  )
}
