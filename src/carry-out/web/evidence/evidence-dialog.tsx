// Adds a picture or a document to a report.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '../../../base/ids.ts'
import { refresh } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { useAskAtLeaving } from '../../../kit/leaving.ts'
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
  useAskAtLeaving(photo !== null)
  // With other words it is another thing to send; that the picture is the same the server sees by its bytes.
  const tell = (next: string) => {
    setCaption(next)
    setPhoto(photo && { ...photo, id: newId() })
  }
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
        at={{ pointer: '/caption', value: caption, set: tell }}
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
