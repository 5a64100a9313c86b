// A secret that is on the screen this once, to be copied.
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Notice } from './states.tsx'
import { t } from './words.ts'

type Props = {
  title: string
  /** What the secret is for and who may have it. */
  children: ReactNode
  /** Above the secret: another way to take it along. */
  before?: ReactNode
  /** What the field is called. */
  label: string
  secret: string
  /** Below the secret: how it is used. */
  note?: ReactNode
  onDone: () => void
}

export function SecretOnce({ title, children, before, label, secret, note, onDone }: Props) {
  return (
    <div className='stack'>
      <Notice tone='warn' title={title}>
        {children}
      </Notice>
      {before}
      <input
        readOnly
        className='secret'
        value={secret}
        aria-label={label}
        onFocus={(event) => event.target.select()}
      />
      {note && <p className='note'>{note}</p>}
      <div className='actions'>
        <CopyButton
          text={secret}
          done={t('Copied.')}
          failed={t('Copying did not work: please mark the text and copy it.')}
        >
          {t('Copy')}
        </CopyButton>
        <Button kind='primary' onClick={onDone}>
          {t('Done')}
        </Button>
      </div>
    </div>
  )
}
