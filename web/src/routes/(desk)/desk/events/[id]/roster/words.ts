/** What is wrong with a line of a roster, or worth knowing about it. */
import { m } from '#lib/paraglide/messages.js';
import { ENTRIES_MAX, NAME_MAX, UNIT_MAX, type RosterLine } from './lines.ts';

/** '' where there is nothing to say. */
export function faultWords({ fault, first = 0, namesake, groupName }: RosterLine): string {
  switch (fault) {
    case 'nameless':
      return m.roster_fault_nameless();
    case 'too_long':
      return m.roster_fault_too_long({ name: NAME_MAX, unit: UNIT_MAX });
    case 'repeated':
      return m.roster_fault_repeated({ first });
    case 'known':
      return m.roster_fault_known();
    case 'no_group':
      return m.roster_fault_no_group();
    case 'group_unknown':
      return m.roster_fault_group_unknown({ group: groupName });
    case 'too_many':
      return m.roster_fault_too_many({ most: ENTRIES_MAX });
    case null:
      return namesake ? m.roster_namesake() : '';
  }
}
