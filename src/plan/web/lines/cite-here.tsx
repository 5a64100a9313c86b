// Something was read that a plan should follow: the county chooses the line that shall cite it.
import { Link, useLocation } from 'wouter'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import { citeInLine } from '../../lines/contract.ts'
import { type Citation, citedKinds } from '../../lines/rules.ts'
import { listedName } from '../marks.tsx'
import { lineTitle } from '../parts/lines.ts'
import type { Line, Plan } from '../shapes.ts'

/** 'case_step:<id>' as it stands in an address; null where it is none. */
export function readCited(text: string | null): Citation | null {
  const [kind, id] = (text ?? '').split(':')
  const known = citedKinds.find((one) => one === kind)
  return known && id ? { kind: known, id } : null
}

export function CiteHere({ plan, cited }: { plan: Plan; cited: Citation }) {
  const [, go] = useLocation()
  const cite = useSend(citeInLine, {
    onDone: ({ id }) => {
      said(t('The line cites it now.'))
      go(`/plan/${plan.id}/lines/${id}`)
    },
  })
  const has = (line: Line) => line.citations.some((one) => one.kind === cited.kind && one.id === cited.id)
  const search = `?cite=${cited.kind}:${cited.id}`
  return (
    <Section
      title={t('Which line shall cite it?')}
      note={t('The line then shows where it comes from, and the source shows what became of it.')}
    >
      {!plan.mayEdit && (
        <Notice tone='warn' title={t('This plan cannot be changed now.')}>
          {t('Choose another period above, or ask the {reviewer} to return the plan.')}
        </Notice>
      )}
      {cite.refusal && (
        <Notice tone='accent' title={cite.refusal.title}>
          {cite.refusal.detail || cite.refusal.errors[0]?.detail}
        </Notice>
      )}
      <Rows
        of={plan.lines.map((line) => ({
          key: line.id,
          mark: <Quiet>{listedName(plan.sections, line.section)}</Quiet>,
          text: <Link href={`/plan/${plan.id}/lines/${line.id}`}>{lineTitle(line)}</Link>,
          end: has(line) ? (
            <Tag tone='good'>{t('cites it already')}</Tag>
          ) : (
            plan.mayEdit && (
              <Button
                small
                busy={cite.busy}
                onClick={() => cite.start({ params: { planLineId: line.id }, body: cited })}
              >
                {t('Cite here')}
              </Button>
            )
          ),
        }))}
      />
      {plan.mayEdit && (
        <p>
          <Link href={`/plan/${plan.id}/lines/new${search}`}>{t('Or set a new line that cites it')}</Link>
        </p>
      )}
    </Section>
  )
}
