// Chooses a file: dropped onto the field from anywhere, or found by the browser's own dialog.
import { useRef, useState } from 'react'
import type { At } from '../../../kit/draft.ts'
import { Field, type FieldProps } from '../../../kit/field.tsx'
import { useSet } from '../../../kit/fields.tsx'
import { formatNumber, t } from '../../../kit/words.ts'
import './imports.css'

export function DropField({ at, accept, ...field }: FieldProps & { at: At<File | null>; accept: string }) {
  const set = useSet(at)
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field {...field} pointer={at.pointer}>
      {(ties) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the input inside does the same by keyboard
        <div
          className={isOver ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            const [file] = event.dataTransfer.files
            if (!file) return
            // The input then shows it too, and counts as filled in.
            if (input.current) input.current.files = event.dataTransfer.files
            set(file)
          }}
        >
          <p>
            {at.value
              ? t('{name}, {size} KB', {
                  name: at.value.name,
                  size: formatNumber(Math.max(1, Math.round(at.value.size / 1024))),
                })
              : t('Drop the file here, or choose it:')}
          </p>
          <input
            {...ties}
            ref={input}
            type='file'
            accept={accept}
            onChange={(e) => set(e.target.files?.[0] ?? null)}
          />
        </div>
      )}
    </Field>
  )
}
