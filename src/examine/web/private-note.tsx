// A person's private note on a card. It is kept on this device and sent to nobody: no call for it exists.
import { useId, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { useDeviceEntry } from '../../kit/device-entry.ts'
import { t } from '../../kit/words.ts'

const empty = { text: '' }

export function PrivateNote({ account, cardId }: { account: string; cardId: string }) {
  const note = useDeviceEntry(`note.${account}.${cardId}`, empty)
  const [isOpen, setOpen] = useState(note.value.text !== '')
  const id = useId()
  return (
    <details className='private-note' open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('A private note')}</summary>
      <label htmlFor={id} className='hint'>
        {t(
          'What does this remind you of in your own work? The note is kept on this device only and never sent; whoever can open this browser could read it.',
        )}
      </label>
      <textarea
        id={id}
        rows={4}
        value={note.value.text}
        onChange={(event) => note.change({ text: event.target.value })}
      />
      {!note.isDurable && (
        <p className='reason'>{t('This browser keeps nothing: the note is gone when you close the page.')}</p>
      )}
      {note.value.text !== '' && (
        <Button small kind='danger' onClick={note.forget}>
          {t('Delete the note')}
        </Button>
      )}
    </details>
  )
}
