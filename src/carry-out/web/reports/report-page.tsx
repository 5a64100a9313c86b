// One report, and what can be done about it: correct it, add evidence, record a visit.
import { useState } from 'react'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { ThreadLink } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { formatMonth, t } from '../../../kit/words.ts'
import { lineTitle } from '../../../plan/web/parts/lines.ts'
import { reportPage } from '../../reports/contract.ts'
import { EvidenceDialog } from '../evidence/evidence-dialog.tsx'
import { placeCrumb } from '../tabs.tsx'
import { VerifyDialog } from '../visits/verify-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { ReportBody } from './report-body.tsx'

type Open = 'verify' | 'correct' | 'evidence' | null

export function ReportPage({ reportId }: { reportId: string }) {
  const page = useCall(reportPage, { params: { reportId } })
  const [open, setOpen] = useState<Open>(null)
  const data = page.data
  const shut = () => setOpen(null)
  return (
    <Page
      title={
        data
          ? t('{what}, {month}', {
              what: lineTitle(data.line),
              month: formatMonth(data.report.month),
            })
          : t('Report')
      }
      crumbs={[
        { text: t('Carry out'), href: '/carry-out' },
        ...(data
          ? [placeCrumb(data), { text: lineTitle(data.line), href: `/carry-out/lines/${data.line.id}` }]
          : []),
      ]}
      actions={
        <>
          {data?.mayOpenPlan && <ThreadLink kind='report' id={reportId} />}
          {data?.mayCorrect && <Button onClick={() => setOpen('correct')}>{t('Correct')}</Button>}
          {data?.mayAddEvidence && <Button onClick={() => setOpen('evidence')}>{t('Add evidence')}</Button>}
          {data?.mayVerify && (
            <Button kind='primary' onClick={() => setOpen('verify')}>
              {t('Record a visit')}
            </Button>
          )}
        </>
      }
    >
      <Loaded of={page}>
        {(data) => (
          <>
            <ReportBody data={data} />
            <VerifyDialog data={data} open={open === 'verify'} onClose={shut} />
            <CorrectDialog data={data} open={open === 'correct'} onClose={shut} />
            <EvidenceDialog reportId={reportId} open={open === 'evidence'} onClose={shut} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
