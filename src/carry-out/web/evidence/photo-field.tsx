// Chooses a photograph of a ledger page; it is made small and loses its place before anything leaves the device.
import { useId, useState } from 'react'
import { Quiet } from '../../../kit/marks.tsx'
import { formatNumber, t } from '../../../kit/words.ts'
import { type Photo, redrawn } from './photo.ts'

export function PhotoField({
  photo,
  onPhoto,
}: {
  photo: Photo | null
  onPhoto: (photo: Photo | null) => void
}) {
  const id = useId()
  const [isBroken, setBroken] = useState(false)
  const choose = (file: File | undefined) => {
    setBroken(false)
    if (!file) return onPhoto(null)
    redrawn(file).then(onPhoto, () => setBroken(true))
  }
  return (
    <div className='field'>
      <label htmlFor={id}>
        {t('Photograph or PDF of the ledger page')} <span className='optional'>{t('optional')}</span>
      </label>
      <input
        id={id}
        type='file'
        accept='image/*,application/pdf'
        onChange={(e) => choose(e.target.files?.[0])}
      />
      {isBroken && <p className='reason'>{t('This picture cannot be read.')}</p>}
      {photo && (
        <div className='photo'>
          {photo.address && <img src={photo.address} alt='' />}
          <Quiet>
            {photo.address
              ? t('{n} KB, place removed', { n: formatNumber(Math.ceil(photo.blob.size / 1024)) })
              : t('{n} KB', { n: formatNumber(Math.ceil(photo.blob.size / 1024)) })}
          </Quiet>
        </div>
      )}
    </div>
  )
}
