/**
 * Who sits at the desk, and what the role may do.
 *
 * The server refuses what a role may not do; the pages only leave out the buttons, and say why.
 */
import type { Me, Role } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';

export const mayAct = (me: Me | null): boolean => me?.role === 'organizer';
/** Signed forms and free words are for those who act on them (`read_forms`, `read_texts`). */
export const mayRead = (me: Me | null): boolean => me?.role === 'organizer' || me?.role === 'observer';
/** 签到: clerks and organizers let people in and keep the register (`keep_door`). */
export const mayKeepDoor = (me: Me | null): boolean => me?.role === 'organizer' || me?.role === 'clerk';
/** A clerk is led to the doors and offered nothing else. */
export const isClerk = (me: Me | null): boolean => me?.role === 'clerk';
export const mayWitness = (me: Me | null): boolean => me?.role === 'organizer' || me?.role === 'teller';

const ROLES = {
  organizer: m.desk_role_organizer,
  clerk: m.desk_role_clerk,
  teller: m.desk_role_teller,
  observer: m.desk_role_observer,
} as const satisfies Record<Role, () => string>;

export const roleName = (role: Role): string => ROLES[role]();

/** Only an address of the desk itself: the login page must not send anybody elsewhere. */
export const nextPage = (asked: string | null): string | null =>
  asked !== null && /^\/desk(?:\/[\w/-]*)?$/.test(asked) ? asked : null;
