// The timetable by day, with the stage of each session; the organiser adds and changes sessions here.
import { useState } from 'react'
import { Link } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Illustrative, Quiet, Tag } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { timetable } from '../../sessions/contract.ts'
import { clashesOf, clock } from '../../sessions/rules.ts'
import type { OneSession, TabProps } from '../shapes.ts'
import { SessionDialog } from './session-dialog.tsx'

export function TimetableTab({ head }: TabProps) {
  const table = useCall(timetable, { params: { classId: head.class.id } })
  const [editing, setEditing] = useState<OneSession | 'new' | null>(null)
  const mayEdit = head.mayChange && head.class.state !== 'closed'
  const add = mayEdit && <Button onClick={() => setEditing('new')}>{t('Add a session')}</Button>
  return (
    <Loaded of={table} lines={12}>
      {({ sessions }) => (
        <>
          {sessions.length === 0 ? (
            <Empty action={add}>
              {mayEdit ? t('No sessions yet. Begin with the first day.') : t('The timetable is not out yet.')}
            </Empty>
          ) : (
            <>
              <div className='filters'>
                {add}
                <p className='note'>
                  {tn('{n} session', '{n} sessions', sessions.length)}
                  {sessions.some((one) => one.illustrative) && (
                    <>
                      {' · '}
                      {t('days and hours')} <Illustrative />
                    </>
                  )}
                </p>
              </div>
              {head.stages
                .filter((stage) => sessions.some((one) => one.stageId === stage.id))
                .map((stage) => (
                  <Section key={stage.id} title={nameOf(stage.names)} stays>
                    <Rows
                      of={sessions
                        .filter((one) => one.stageId === stage.id)
                        .map((one, at, all) => ({
                          key: one.id,
                          mark: (
                            <span className='session-when'>
                              {all[at - 1]?.onDay !== one.onDay && <span>{formatDay(one.onDay)}</span>}
                              <time>
                                {clock(one.startsAt)}–{clock(one.endsAt)}
                              </time>
                            </span>
                          ),
                          text: <SessionLine one={one} all={sessions} />,
                          end: (
                            <>
                              {head.mayRecord && (
                                <Link className='quiet' href={`/sessions/${one.id}/attendance`}>
                                  {t('Attendance')}
                                </Link>
                              )}
                              {mayEdit && (
                                <Button
                                  small
                                  kind='link'
                                  onClick={() => setEditing(one)}
                                  label={t('Change {title}', { title: nameOf(one.title) })}
                                >
                                  {t('Change')}
                                </Button>
                              )}
                            </>
                          ),
                        }))}
                    />
                  </Section>
                ))}
            </>
          )}
          {editing && (
            <SessionDialog
              head={head}
              session={editing === 'new' ? null : editing}
              others={sessions}
              onClose={() => setEditing(null)}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

function SessionLine({ one, all }: { one: OneSession; all: OneSession[] }) {
  const clashes = clashesOf(one, all)
  return (
    <>
      {nameOf(one.title)}
      <small className='below'>
        {[...one.presenters.map((presenter) => nameOf(presenter.names)), nameOf(one.room)]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {clashes.map((clash) => (
        <div key={`${clash.kind} ${clash.withId}`}>
          <Tag tone='warn'>
            {clash.kind === 'room' ? t('room taken twice') : t('presenter expected twice')}
          </Tag>{' '}
          <Quiet>{nameOf(clash.names)}</Quiet>
        </div>
      ))}
    </>
  )
}
