// The seat table with what the day brings and what needs the reader beside it.
import { useState } from 'react'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { Columns, type Fact, Facts, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatNumber, formatShare, t, tn } from '../../../kit/words.ts'
import { seatTable } from '../../seats/contract.ts'
import type { Head, TabProps } from '../shapes.ts'
import { DayAndNeeds } from './day-and-needs.tsx'
import { SeatEditor } from './seat-editor.tsx'
import { SeatGrid } from './seat-grid.tsx'
import { SeatLog } from './seat-log.tsx'

function factsOf(head: Head): Fact[] {
  const { seats, people, days, last } = head.figures
  const isPart = people !== null && people.places < head.places.length
  const facts: Fact[] = [
    {
      key: 'seats',
      figure: formatNumber(seats),
      label: tn('seats in {n} place', 'seats in {n} places', head.places.length),
    },
  ]
  if (people && isPart)
    facts.push({
      key: 'own',
      figure: formatNumber(people.seats),
      label: tn('seat of yours', 'seats of yours', people.seats),
    })
  if (people) {
    const href = `/classes/${head.class.id}/nominations`
    facts.push({
      key: 'accepted',
      figure: formatNumber(people.accepted),
      label: tn('person accepted', 'people accepted', people.accepted),
      href,
    })
    if (people.undecided > 0) {
      facts.push({
        key: 'undecided',
        figure: formatNumber(people.undecided),
        label: head.class.state === 'closed' ? t('left undecided') : t('to be decided'),
        href,
      })
    }
    facts.push({ key: 'waiting', figure: formatNumber(people.waiting), label: t('waiting'), href })
  }
  if (last && last.marked > 0) {
    facts.push({
      key: 'present',
      figure: formatShare(last.present, last.marked),
      label:
        last.marked < last.of
          ? tn(
              'present of the {n} of {all} marked, last session recorded',
              'present of the {n} of {all} marked, last session recorded',
              last.marked,
              { all: formatNumber(last.of) },
            )
          : t('present, last session recorded'),
      href: `/classes/${head.class.id}/attendance`,
    })
  }
  if (days > 0) {
    facts.push({
      key: 'days',
      figure: formatNumber(days),
      label: tn('{n} stage, days', 'days, {n} stages', head.stages.length),
    })
  }
  return facts
}

export function SeatsTab({ head }: TabProps) {
  const seats = useCall(seatTable, { params: { classId: head.class.id } })
  const [isEditing, setEditing] = useState(false)
  const mayEdit = head.mayChange && head.class.state !== 'closed'
  return (
    <>
      <Facts of={factsOf(head)} />
      <Columns side={<DayAndNeeds head={head} />}>
        <Loaded of={seats} lines={12}>
          {(given) => {
            // Before the notice no seat can have a person: nothing is missing yet.
            const isDraft = head.class.state === 'preparing'
            const table = isDraft
              ? { ...given, cells: given.cells.map((cell) => ({ ...cell, accepted: null })) }
              : given
            const reserve = table.capacity - head.figures.seats
            return isEditing ? (
              <SeatEditor head={head} table={table} onDone={() => setEditing(false)} />
            ) : (
              <Section
                title={t('Seats by place and post')}
                actions={
                  mayEdit && (
                    <Button
                      kind={head.class.state === 'preparing' ? 'primary' : 'plain'}
                      onClick={() => setEditing(true)}
                    >
                      {head.figures.seats === 0 ? t('Give out seats') : t('Change seats')}
                    </Button>
                  )
                }
              >
                {head.figures.seats === 0 && (
                  <Empty>
                    {mayEdit
                      ? t('No seats yet. Give each place its seats, then send out the notice.')
                      : t('No seats have been given out yet.')}
                  </Empty>
                )}
                <SeatGrid head={head} cells={table.cells} capacity={table.capacity} />
                <p className='note'>
                  {head.mayReadPeople && !isDraft && `${t('Outlined: a seat without an accepted person.')} `}
                  {head.mayChange &&
                    reserve > 0 &&
                    `${tn('{n} seat is in reserve.', '{n} seats are in reserve.', reserve)} `}
                  {head.class.illustrative && (
                    <>
                      {t('Numbers of seats are')} <Illustrative />
                    </>
                  )}
                </p>
                <SeatLog head={head} count={table.changes} />
              </Section>
            )
          }}
        </Loaded>
      </Columns>
    </>
  )
}
