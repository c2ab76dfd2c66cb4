/** Signed forms are for those who consider them: organizers and observers. Tellers count, and are not offered the page. */
import type { Me } from 'api/views';

export const mayReadForms = (me: Me | null): boolean => me?.role === 'organizer' || me?.role === 'observer';
