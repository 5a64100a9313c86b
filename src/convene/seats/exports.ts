// What goes out of the seat tables.
import { msg } from '../../base/words.ts'
import { byPlace, column, type ExportTable, reference } from '../../platform/exports.ts'

export const seatExports: ExportTable[] = [
  {
    name: 'seats',
    title: msg('Seats'),
    from: 'convene.seat as seat',
    within: byPlace('seat.place_id'),
    order: 'seat.class_id, seat.place_id, seat.post_id',
    columns: [
      reference('class_id', msg('Class'), 'seat.class_id', 'classes'),
      reference('place_id', msg('Place'), 'seat.place_id', 'places'),
      reference('post_id', msg('Post'), 'seat.post_id', 'posts'),
      column('seats', msg('Seats'), 'seat.seats', 'integer'),
    ],
  },
]
