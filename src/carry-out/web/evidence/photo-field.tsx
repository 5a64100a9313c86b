// Chooses a photograph of a ledger page; it is made small and loses its place before anything leaves the device.
import { useState } from 'react'
import { Field } from '../../../kit/field.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { formatNumber, t } from '../../../kit/words.ts'
import { type Photo, redrawn } from './photo.ts'

type Props = { photo: Photo | null; onPhoto: (photo: Photo | null) => void; required: boolean }

export function PhotoField({ photo, onPhoto, required }: Props) {
  const [isBroken, setBroken] = useState(false)
  const choose = (file: File | undefined) => {
    setBroken(false)
    if (!file) return onPhoto(null)
    redrawn(file).then(onPhoto, () => setBroken(true))
  }
  return (
    <>
      <Field
        label={t('Photograph or PDF of the ledger page')}
        required={required}
        error={isBroken ? t('This picture cannot be read.') : undefined}
      >
        {(ties) => (
          <input
            {...ties}
            type='file'
            accept='image/*,application/pdf'
            onChange={(e) => choose(e.target.files?.[0])}
          />
        )}
      </Field>
      {photo && <Chosen photo={photo} />}
    </>
  )
}

/** The picture that was chosen, and how much is sent. */
export function Chosen({ photo: { address, blob } }: { photo: Photo }) {
  const size = { n: formatNumber(Math.ceil(blob.size / 1024)) }
  return (
    <div className='photo'>
      {address && <img src={address} alt='' />}
      <Quiet>{address ? t('{n} KB, place removed', size) : t('{n} KB', size)}</Quiet>
    </div>
  )
}
