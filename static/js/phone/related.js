// Which journal entries belong to a call: those of its own leg, of the legs that it is joined with, and of its room.

const ROOM = /\/Conferences\/([^/.]+)/;

/** The conference that a REST call names in its path, by sid or by name. */
const roomOf = (entry) => ROOM.exec(entry.path ?? "")?.[1] ?? null;

/**
 * @param {object[]} entries in order, of all calls
 * @param {Iterable<string>} legs the sids that are known to belong to the call
 * @returns {object[]} the call's own, in order
 */
export function related(entries, legs) {
  const known = new Set(legs);
  const rooms = new Set();
  const mine = new Set();
  const belongs = (entry) => rooms.has(roomOf(entry)) || entry.calls.some((leg) => known.has(leg));

  // What one entry teaches (another leg, a room) may make an earlier one ours: until nothing new is learnt.
  for (let before = -1; before !== mine.size;) {
    before = mine.size;
    for (const entry of entries) {
      if (mine.has(entry) || !belongs(entry)) continue;
      mine.add(entry);
      for (const leg of entry.calls) known.add(leg);
      if (roomOf(entry)) rooms.add(roomOf(entry));
    }
  }
  return entries.filter((entry) => mine.has(entry));
}
