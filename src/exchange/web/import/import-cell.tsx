// One cell of a preview: what stands there, what is wrong with it, and by one click or by typing what it should be.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { said } from '../../../kit/said.tsx'
import { t } from '../../../kit/words.ts'
import { correctCell } from '../../import/contract.ts'
import type { ImportOf, Row } from '../shapes.ts'

type Props = { of: ImportOf; row: Row; column: string; title: string }

/** A name that is not known is not known in any other row either. */
const isEverywhere = (code: string) => code === 'unknown' || code === 'choice'

export function ImportCell({ of: one, row, column, title }: Props) {
  const at = one.sheets[row.sheet].columns.findIndex((other) => other.key === column)
  const [text, setText] = useState<string | null>(null)
  const correct = useSend(correctCell, { onDone: () => setText(null) })
  if (at < 0) return null
  const value = row.cells[at]
  const marks = row.marks.filter((mark) => mark.column === column)
  const before = row.corrected[at]
  const write = (next: string, everywhere = false) => {
    if (next === value) return setText(null)
    correct.start({
      params: { importId: one.id },
      body: { position: row.position, key: column, value: next, everywhere },
    })
    if (everywhere) said(t('Corrected wherever it stands in this column.'))
  }
  const label = t('Correct {column} in row {row}', { column: title, row: row.rowNumber })
  const shown = (
    <>
      {value}
      {before !== undefined && before !== value && (
        <>
          {' '}
          <s>{before}</s>
        </>
      )}
    </>
  )
  return (
    <>
      {text === null || !one.isMine ? (
        one.isMine ? (
          <button
            type='button'
            className={marks.length > 0 ? 'import-cell wrong' : 'import-cell'}
            aria-label={`${label}: ${value || t('empty')}`}
            onClick={() => setText(value)}
          >
            {value === '' && marks.length > 0 ? <span className='nothing'>{t('empty')}</span> : shown}
          </button>
        ) : (
          <span className={marks.length > 0 ? 'import-cell wrong' : undefined}>{shown}</span>
        )
      ) : (
        <form
          className='import-edit'
          onSubmit={(event) => {
            event.preventDefault()
            write(text)
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: the field opens because somebody wants to type in it
            autoFocus
            aria-label={label}
            value={text}
            maxLength={1000}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setText(null)}
            onBlur={() => text === value && setText(null)}
          />
          <Button small submit busy={correct.busy}>
            {t('Correct')}
          </Button>
        </form>
      )}
      {marks.map((mark) => (
        <div key={mark.code}>
          <p className='reason'>{mark.reason}</p>
          {one.isMine && mark.suggestions.length > 0 && (
            <div className='import-near'>
              {mark.suggestions.map((near) => (
                <Button
                  key={near.value}
                  small
                  busy={correct.busy}
                  onClick={() => write(near.value, isEverywhere(mark.code))}
                >
                  {near.text}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
      {correct.refusal && <p className='reason'>{correct.refusal.detail || correct.refusal.title}</p>}
    </>
  )
}
