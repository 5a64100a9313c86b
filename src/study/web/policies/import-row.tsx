// One clause of an imported text before it is saved: what it continues, and every part of it open to be mended.
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { CheckField, TextArea, TextField } from '../../../kit/fields.tsx'
import { useFormState } from '../../../kit/form-state.ts'
import { Tag } from '../../../kit/marks.tsx'
import { htmlLang, t } from '../../../kit/words.ts'
import type { TextLanguage } from '../../policies/rules.ts'
import type { Row } from './clause-rows.ts'

type Props = {
  row: Row
  language: TextLanguage
  pointer?: string
  put: (change: (row: Row) => Row) => void
  onJoin?: () => void
  onLeaveOut?: () => void
}

const tones = { same: 'plain', changed: 'warn', added: 'good', removed: 'accent' } as const

export function ChangeItem({ row, language, pointer, put, onJoin, onLeaveOut }: Props) {
  const form = useFormState()
  const [isEdited, setEdited] = useState(false)
  const hasReason = ['number', 'text', 'clauseId'].some((part) => form?.errorsAt(`${pointer}/${part}`).length)
  const names = { same: t('same'), changed: t('changed'), added: t('added'), removed: t('dropped') }
  const { after, before } = row
  const set = (part: Partial<NonNullable<Row['after']>>) =>
    put((old) =>
      old.after
        ? { ...old, change: old.change === 'same' ? 'changed' : old.change, after: { ...old.after, ...part } }
        : old,
    )
  const isOpen = isEdited || hasReason
  return (
    <div className={`change ${row.change}`}>
      <div className='change-line'>
        <strong>{after?.number ?? before?.number}</strong>
        <Tag tone={tones[row.change]}>{names[row.change]}</Tag>
        {before && after && before.number !== after.number && (
          <small>{t('was {number}', { number: before.number })}</small>
        )}
        {after && (
          <Button small kind='link' onClick={() => setEdited(!isOpen)}>
            {isOpen ? t('Done') : t('Mend')}
          </Button>
        )}
      </div>
      {before && row.change !== 'same' && before.text && (
        <del className='change-before' lang={htmlLang(language)}>
          {before.text}
        </del>
      )}
      {after && !isOpen && (
        <p className='clause-text' lang={htmlLang(language)}>
          {after.text}
        </p>
      )}
      {after && isOpen && (
        <>
          <div className='change-fields'>
            <TextField
              at={{ pointer: `${pointer}/number`, value: after.number, set: (number) => set({ number }) }}
              label={t('Number of the clause')}
              maxLength={40}
            />
            <TextArea
              at={{ pointer: `${pointer}/text`, value: after.text, set: (text) => set({ text }) }}
              label={t('Text')}
              rows={4}
              maxLength={8000}
              lang={htmlLang(language)}
            />
          </div>
          <div className='actions'>
            <CheckField
              at={{ pointer: `${pointer}/heading`, value: after.heading, set: (heading) => set({ heading }) }}
              label={t('A heading, not cited')}
            />
            {onJoin && (
              <Button small onClick={onJoin}>
                {t('Join to the one above')}
              </Button>
            )}
            {onLeaveOut && (
              <Button small kind='danger' onClick={onLeaveOut}>
                {t('Leave out')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
