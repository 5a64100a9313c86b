// The rows of a preview, a page at a time: each with its state, and in each cell what is wrong and what would set it
// right.
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { said } from '../../../kit/said.tsx'
import { Empty, Failed, Loaded } from '../../../kit/states.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import { formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { decideRows, importRows } from '../../import/contract.ts'
import {
  type Choice,
  choices,
  choicesOf,
  questionOf,
  type RowState,
  rowHeadings,
  rowStateNames,
  rowStates,
} from '../../import/rules.ts'
import type { ImportOf, Row } from '../shapes.ts'
import { ImportCell } from './import-cell.tsx'
import { rowsText, stateTone } from './import-words.ts'

type Shown = RowState | 'open' | 'all'

export function ImportRows({ of: one }: { of: ImportOf }) {
  const [query, setQuery] = useSearchParams()
  const open = one.counts.faulty + one.counts.ask
  const shown = (query.get('only') as Shown | null) ?? 'all'
  const after = query.get('after') ? Number(query.get('after')) : undefined
  const change = (only: Shown, next?: number) =>
    setQuery(
      { ...(only === 'all' ? {} : { only }), ...(next === undefined ? {} : { after: String(next) }) },
      { replace: true },
    )
  const found = useCall(
    importRows,
    {
      params: { importId: one.id },
      query: {
        after,
        ...(shown === 'open' ? { open: true } : shown === 'all' ? {} : { state: shown }),
      },
    },
    { keep: true },
  )
  const all = Object.values(one.counts).reduce((sum, n) => sum + n, 0)
  const filters: { key: Shown; text: string; n: number }[] = [
    { key: 'all', text: t('all rows'), n: all },
    { key: 'open', text: t('only what waits for you'), n: open },
    ...rowStates.map((state) => ({
      key: state,
      text: rowsText(state, one.counts[state]),
      n: one.counts[state],
    })),
  ]
  return (
    <Section title={t('Rows')}>
      <fieldset className='import-states'>
        <legend className='unseen'>{t('Show')}</legend>
        {filters
          .filter(({ key, n }) => n > 0 || key === shown)
          .map(({ key, text, n }) => (
            <button
              key={key}
              type='button'
              className='btn small'
              aria-pressed={key === shown}
              onClick={() => change(key)}
            >
              {text} {formatNumber(n)}
            </button>
          ))}
      </fieldset>
      {one.isMine && open + one.decided > 0 && <DecideAll of={one} />}
      <Loaded of={found}>
        {({ rows, next }) => (
          <>
            <div className='import-rows'>
              <Table
                label={t('Rows')}
                rows={rows}
                rowKey={(row) => String(row.position)}
                marked={(row) => row.state === 'faulty' || row.state === 'ask'}
                empty={<Empty>{t('No row of this kind.')}</Empty>}
                columns={columnsOf(one)}
              />
            </div>
            <div className='actions'>
              {after !== undefined && (
                <Button onClick={() => change(shown)}>{t('From the beginning')}</Button>
              )}
              {next !== null && <Button onClick={() => change(shown, next)}>{t('Further rows')}</Button>}
            </div>
          </>
        )}
      </Loaded>
    </Section>
  )
}

function columnsOf(one: ImportOf): Column<Row>[] {
  const isTaken = (key: string) =>
    one.sheets.some((sheet) => sheet.columns.some((column) => column.key === key))
  const isManySheets = one.sheets.filter((sheet) => sheet.headRow > 0).length > 1
  return [
    {
      key: 'row',
      title: t(rowHeadings.row),
      width: '5rem',
      cell: (row) => (
        <span>
          {isManySheets && one.sheets[row.sheet].name} {formatNumber(row.rowNumber)}
        </span>
      ),
    },
    {
      key: 'state',
      title: t(rowHeadings.state),
      width: '15rem',
      cell: (row) => <StateCell of={one} row={row} />,
    },
    ...one.columns
      .filter(({ key }) => isTaken(key))
      .map(({ key, title }) => ({
        key,
        title,
        cell: (row: Row) => <ImportCell of={one} row={row} column={key} title={title} />,
      })),
  ]
}

function StateCell({ of: one, row }: { of: ImportOf; row: Row }) {
  const shown = one.sheets[row.sheet].columns.map((column) => column.key)
  const elsewhere = row.marks.filter((mark) => !shown.includes(mark.column))
  return (
    <>
      <Tag tone={stateTone[row.state]}>{t(rowStateNames[row.state])}</Tag>
      {elsewhere.map((mark) => (
        <p className='reason' key={mark.code}>
          {mark.reason}
        </p>
      ))}
      {one.isMine && <Decide importId={one.id} row={row} />}
    </>
  )
}

function Decide({ importId, row }: { importId: string; row: Row }) {
  const decide = useSend(decideRows)
  const [isOpen, setOpen] = useState(false)
  const start = (decision: Choice | 'undo', candidateId?: string) =>
    decide.start({ params: { importId }, body: { position: row.position, decision, candidateId } })
  const allowed = choicesOf(questionOf(row))
  const isWaiting = allowed.length > 0
  return (
    <div className='import-near'>
      {allowed.includes('same') &&
        row.candidates.map((one) => (
          <Button key={one.id} small busy={decide.busy} onClick={() => start('same', one.id)}>
            {t('The same: {name}', {
              name: [nameOf(one.names), one.code, one.note ? nameOf(one.note) : '']
                .filter(Boolean)
                .join(' · '),
            })}
          </Button>
        ))}
      {allowed.includes('new') && (
        <Button small busy={decide.busy} onClick={() => start('new')}>
          {t('A new one')}
        </Button>
      )}
      {allowed.includes('meant') && (
        <Button small busy={decide.busy} onClick={() => start('meant')}>
          {t('It is meant so')}
        </Button>
      )}
      {row.decision !== null ? (
        <Button kind='link' small busy={decide.busy} onClick={() => start('undo')}>
          {t('Decide anew')}
        </Button>
      ) : (
        (isWaiting || isOpen) && (
          <Button kind='link' small busy={decide.busy} onClick={() => start('leave-out')}>
            {t('Leave out')}
          </Button>
        )
      )}
      {row.decision === null && !isWaiting && !isOpen && (
        <Button
          kind='link'
          small
          label={t('More about row {row}', { row: row.rowNumber })}
          onClick={() => setOpen(true)}
        >
          …
        </Button>
      )}
      {decide.refusal && <Failed refusal={decide.refusal} />}
    </div>
  )
}

function DecideAll({ of: one }: { of: ImportOf }) {
  const decide = useSend(decideRows, {
    onDone: ({ decided, open }) => {
      const done = tn('{n} row decided.', '{n} rows decided.', decided)
      const rest =
        open > 0
          ? tn('{n} row waits for you.', '{n} rows wait for you.', open)
          : t('No row waits for you any more.')
      const told = `${done} ${rest}`
      said(told)
    },
  })
  const undo = useSend(decideRows, {
    onDone: ({ decided }) =>
      said(tn('{n} row is undecided again.', '{n} rows are undecided again.', decided)),
  })
  const inAll = (decision: Choice | 'undo') => ({
    params: { importId: one.id },
    body: { position: null, decision },
  })
  const texts: Record<Choice, string> = {
    same: t('The same as what is there'),
    new: t('New ones'),
    meant: t('It is meant so'),
    'leave-out': t('Leave out'),
  }
  return (
    <div className='import-states'>
      <span>{t('All at once:')}</span>
      {choices
        .filter((choice) => one.choices[choice] > 0)
        .map((choice) => (
          <Button key={choice} small busy={decide.busy} onClick={() => decide.start(inAll(choice))}>
            {texts[choice]} {formatNumber(one.choices[choice])}
          </Button>
        ))}
      {one.decided > 0 && (
        <Button kind='link' small busy={undo.busy} onClick={() => undo.start(inAll('undo'))}>
          {t('Decide anew')} {formatNumber(one.decided)}
        </Button>
      )}
      {undo.refusal && <Failed refusal={undo.refusal} />}
      {decide.refusal && <Failed refusal={decide.refusal} />}
    </div>
  )
}
