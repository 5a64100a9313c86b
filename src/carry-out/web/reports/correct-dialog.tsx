// Corrects a figure: a new report takes its place, with the reason; the old one stays readable.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { monthsOf } from '../../../base/dates.ts'
import { newId } from '../../../base/ids.ts'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { shown, stored } from '../../../plan/web/parts/units.ts'
import { makeReport } from '../../reports/contract.ts'
import type { ReportReply } from '../shapes.ts'
import { AccountAsks, withTyped } from './account-asks.tsx'
import type { UnsentReport } from './entry.ts'
import { BesideFields, CauseFields, SourceField, ValueField } from './figure-fields.tsx'
import { PartFields } from './part-fields.tsx'
import { bodyOf, typedParts } from './sending.ts'

type Props = { data: ReportReply; open: boolean; onClose: () => void }

export function CorrectDialog(props: Props) {
  return (
    <Dialog title={t('Correct the figure')} open={props.open} onClose={props.onClose}>
      <CorrectForm {...props} />
    </Dialog>
  )
}

function CorrectForm({ data, onClose }: Props) {
  const { report, line, period, account } = data
  const make = useSend(makeReport)
  const [, go] = useLocation()
  // One id for one content: a changed form after a lost answer is another report.
  const [ids] = useState(() => new Map<string, string>())
  const draft = useDraft({
    kept: {
      id: '',
      value: shown(report.value, line.indicator.unit),
      parts: Object.fromEntries(
        Object.entries(report.parts).map(([id, n]) => [id, shown(n, line.indicator.unit)]),
      ),
      dormant: report.dormant,
      leftReasons: report.leftReasons,
      source: report.source,
      sourceNote: report.sourceNote,
      cause: report.cause,
      help: report.help,
      tried: false,
    } as UnsentReport,
    reason: emptyText,
  })
  const { kept } = draft.value
  const change = (part: Partial<UnsentReport>) => draft.set({ ...draft.value, kept: { ...kept, ...part } })
  const submit = ({ kept, reason }: typeof draft.value) => {
    const content = JSON.stringify([kept, reason])
    const id = ids.get(content) ?? newId()
    ids.set(content, id)
    const body = {
      ...bodyOf({ ...kept, id }, { line, reporter: report.reporter }, report.month, report.asOf),
      // Emptied, they are taken out.
      parts: typedParts(kept, line.indicator.unit),
      asOf: report.asOf,
      supersedesId: report.id,
      reason,
    }
    return make.send({ params: { planLineId: line.id }, body })
  }
  const value = typeof kept.value === 'number' ? stored(kept.value, line.indicator.unit) : null
  const typed = account.map((one) => withTyped(one, report.month, one.line.id === line.id ? value : null))
  return (
    <Form
      draft={draft}
      submit={submit}
      onDone={({ id }) => {
        onClose()
        go(`/carry-out/reports/${id}`)
      }}
      saidAfter={t('Corrected. Every total above has changed with it.')}
      action={t('Correct')}
    >
      <ValueField line={line} kept={kept} onChange={change} label={t('The right figure')} required />
      <p aria-live='polite'>
        <AccountAsks
          of={typed}
          among={typed}
          months={monthsOf(period.fromOn, period.toOn)}
          month={report.month}
        />
      </p>
      <BesideFields line={line} kept={kept} onChange={change} />
      <PartFields line={line} kept={kept} onChange={change} />
      <WrittenField maxLength={2000} at={draft.at('reason')} label={t('Why it is corrected')} required />
      <SourceField kept={kept} onChange={change} />
      <CauseFields kept={kept} onChange={change} />
    </Form>
  )
}
