// Which column of the file is taken for what; folded away where everything was recognised.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { Section } from '../../../kit/page.tsx'
import { Failed, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { t } from '../../../kit/words.ts'
import { mapColumns } from '../../import/contract.ts'
import type { ImportOf } from '../shapes.ts'

export function ImportColumns({ of: one }: { of: ImportOf }) {
  const change = useSend(mapColumns)
  // What somebody is at work on stays open, also once nothing is wrong any more.
  const [isOpen, setOpen] = useState(one.problems.length > 0)
  const titleOf = (key: string) => one.columns.find((column) => column.key === key)?.title ?? key
  const ignored = one.sheets.flatMap((sheet) =>
    sheet.headRow > 0 ? sheet.columns.filter((column) => column.key === null && column.title) : [],
  )
  const options = [
    { value: '', text: t('ignored') },
    ...one.columns.map(({ key, title }) => ({ value: key, text: title })),
  ]
  return (
    <Section title={t('Columns')}>
      {one.problems.map(({ sheet, kind, key }) => (
        <Notice
          key={`${sheet} ${kind} ${key}`}
          tone='accent'
          title={
            kind === 'missing'
              ? t('The column {column} is missing.', { column: titleOf(key) })
              : t('Two columns are taken for {column}.', { column: titleOf(key) })
          }
        >
          {t('Say below which column holds it.')}
        </Notice>
      ))}
      {change.refusal && <Failed refusal={change.refusal} />}
      <details
        className='import-columns'
        open={isOpen || one.problems.length > 0}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          {ignored.length > 0
            ? t('Ignored: {columns}', { columns: ignored.map((column) => column.title).join(t(', ')) })
            : t('All columns were recognised.')}
        </summary>
        {one.sheets.map(
          (sheet, at) =>
            sheet.headRow > 0 && (
              <Table
                key={sheet.name}
                label={sheet.name || t('Columns')}
                caption={one.sheets.length > 1}
                rows={sheet.columns.map((column, index) => ({ ...column, index }))}
                rowKey={(column) => String(column.index)}
                columns={[
                  {
                    key: 'title',
                    title: t('In the file'),
                    cell: (column) => <span>{column.title || t('no heading')}</span>,
                  },
                  {
                    key: 'key',
                    title: t('Taken for'),
                    cell: (column) => (
                      <SelectField
                        at={{
                          pointer: `/columns/${column.index}`,
                          value: column.key ?? '',
                          set: (key) =>
                            change.start({
                              params: { importId: one.id },
                              body: { sheet: at, column: column.index, key: key || null },
                            }),
                        }}
                        label={t('What the column {column} is taken for', { column: column.title })}
                        unlabelled
                        disabled={!one.isMine || change.busy}
                        options={options}
                      />
                    ),
                  },
                ]}
              />
            ),
        )}
      </details>
    </Section>
  )
}
