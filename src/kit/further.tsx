// The way through a list that is longer than a page.
import { Button } from './button.tsx'
import { t } from './words.ts'

type FurtherProps = {
  after?: string
  next: string | null
  change: (values: { after?: string }) => void
}

/** To the next page of a long list, and back to its beginning. */
export function Further({ after, next, change }: FurtherProps) {
  if (!after && !next) return null
  return (
    <div className='actions'>
      {after && <Button onClick={() => change({ after: undefined })}>{t('From the beginning')}</Button>}
      {next && <Button onClick={() => change({ after: next })}>{t('Further entries')}</Button>}
    </div>
  )
}
