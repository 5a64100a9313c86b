// Adds a picture or a document to a report.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import { addEvidence } from '../../reports/contract.ts'
import { sendPhoto } from '../reports/sending.ts'
import type { Photo } from './photo.ts'
import { PhotoField } from './photo-field.tsx'

type Props = { reportId: string; open: boolean; onClose: () => void }

export function EvidenceDialog(props: Props) {
  return (
    <Dialog title={t('Add evidence')} open={props.open} onClose={props.onClose}>
      <EvidenceForm {...props} />
    </Dialog>
  )
}

function EvidenceForm({ reportId, onClose }: Props) {
  const client = useQueryClient()
  const [photo, setPhoto] = useState<Photo | null>(null)
  const [caption, setCaption] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const save = async () => {
    if (!photo) return
    setBusy(true)
    try {
      await sendPhoto(reportId, photo, caption.trim())
      await refresh(client, addEvidence)
      said(t('Saved.'))
      onClose()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className='form'>
      <p className='note'>
        {t(
          'A photograph is made small on this device, and the place where it was taken is removed before it is sent.',
        )}
      </p>
      <PhotoField photo={photo} onPhoto={setPhoto} required />
      <TextField
        at={{ pointer: '/caption', value: caption, set: setCaption }}
        label={t('What it shows')}
        maxLength={300}
        required={false}
      />
      {refusal && (
        <Notice tone='accent' title={refusal.title}>
          {refusal.errors.map((one) => one.detail).join(' ') || refusal.detail}
        </Notice>
      )}
      <div className='form-end'>
        <Button kind='primary' onClick={save} busy={isBusy} disabled={!photo}>
          {t('Send')}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
      </div>
    </div>
  )
}
