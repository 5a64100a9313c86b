// The list of members as a paper: everybody who is one on a day, numbered through, with a line to sign.
import { useSearchParams } from 'wouter'
import { paperWords } from '../../convene/web/parts/paper-words.ts'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Illustrative, PersonName } from '../../kit/marks.tsx'
import { Paper, PaperList, PrintButton, Signatures } from '../../kit/paper.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { capital, formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'
import { formName } from '../../registry/web/parts/forms.ts'
import { membersPaper } from '../contract.ts'
import { membersPaper as kind, partyNames } from '../rules.ts'
import './formation.css'

export function MembersPaper({ organisationId }: { organisationId: string }) {
  const [query] = useSearchParams()
  const list = useCall(membersPaper, {
    params: { organisationId },
    query: { on: query.get('on') || undefined },
  })
  return (
    <Loaded of={list} lines={12}>
      {({ organisation: unit, members, on, illustrative, paper }) => {
        const { title, signatures } = paperWords(kind, paper, { unit: nameOf(unit.names) })
        return (
          <Paper
            title={title}
            issuer={nameOf(unit.names)}
            number={t('{n} members', { n: formatNumber(members.length) })}
            lead={[
              capital(formName(unit.form)),
              nameOf(unit.place.names),
              t('as of {day}', { day: formatDay(on) }),
            ].join(' · ')}
            actions={
              <>
                <ButtonLink href={`/organisations/${unit.id}/members`}>{t('Back to the members')}</ButtonLink>
                <PrintButton />
              </>
            }
          >
            {members.length === 0 ? (
              <Empty>{t('Nobody is a member on this day.')}</Empty>
            ) : (
              <PaperList
                label={title}
                numbered
                rowKey={({ id }) => id}
                groups={[{ key: 'all', rows: members }]}
                columns={[
                  {
                    title: t('Full name'),
                    cell: ({ names, party }) => (
                      <>
                        <PersonName of={names} />
                        {party === 'household' && <small className='below'>{t(partyNames.household)}</small>}
                      </>
                    ),
                  },
                  { title: t('Joined'), className: 'tight', cell: ({ joinedOn }) => formatDay(joinedOn) },
                  { title: t('Signature or thumbprint'), className: 'member-signature', cell: () => null },
                ]}
              />
            )}
            {illustrative && (
              <p className='note'>
                {t('Names of people and days:')} <Illustrative />
              </p>
            )}
            <Signatures of={signatures} />
          </Paper>
        )
      }}
    </Loaded>
  )
}
